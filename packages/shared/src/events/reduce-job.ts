import type { JobView } from '../views/index.ts';
import type { StoredEvent } from './types.ts';

/** A job's view after an event of its topic. Events at or before the view's cursor were already in it. */
export function reduceJob(view: JobView, stored: StoredEvent): JobView {
  if (stored.id <= view.cursor) return view;
  const next = { ...view, cursor: stored.id };
  switch (stored.event.type) {
    case 'job.changed':
      return { ...next, ...stored.event.job };
    case 'step.changed': {
      const step = stored.event.step;
      return { ...next, steps: next.steps.map((old) => (old.position === step.position ? step : old)) };
    }
    case 'log':
      return { ...next, log: [...next.log, { ...stored.event.line, id: stored.id, at: stored.at }] };
    case 'accounts.changed':
    case 'rollout.changed':
    case 'drift.changed':
    case 'connections.changed':
    case 'feed.cut':
      return next;
  }
}
