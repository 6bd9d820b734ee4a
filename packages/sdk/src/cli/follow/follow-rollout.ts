import { setTimeout as wait } from 'node:timers/promises';
import type { JobState, RolloutMatrixView, RolloutView, TargetState } from '../../index.ts';
import { patient } from '../../caller.ts';
import { isMoving } from '../../wait-for-rollout.ts';
import type { Cli } from '../session/cli.ts';
import { detachable } from './detachable.ts';
import { createProgress } from './progress.ts';

const lookEveryMs = 1_000;
const rowsAtOnce = 200;

/** Shows each account's progress until the rollout is planned, has ended, or waits for a person. */
export async function followRollout(
  cli: Cli,
  id: string,
  { until }: { until: 'planned' | 'ended' },
): Promise<RolloutView> {
  const { rollouts } = cli.groundwork;
  return detachable(
    cli,
    async (signal) => {
      const progress = cli.format === 'text' ? createProgress(cli.terminal) : null;
      const states = new Map<string, TargetState>();
      try {
        let maxRetries: number | undefined;
        for (;;) {
          const view = await rollouts.get(id, { signal, maxRetries });
          maxRetries = patient;
          const rows: RolloutMatrixView['rows'] = [];
          do {
            const more = await rollouts.matrix(id, { limit: rowsAtOnce, offset: rows.length, signal, maxRetries });
            rows.push(...more.rows);
            if (more.rows.length === 0) break;
          } while (rows.length < view.total);
          for (const { location, state, done, total, error } of rows) {
            const doing = error?.message ?? '';
            progress?.update({ id: location.id, name: location.name, state: barStateOf(state), done, total, doing });
            if (states.get(location.id) !== state)
              cli.emit('account', { rolloutId: id, account: location, state, done, total });
            states.set(location.id, state);
          }
          if (!isMoving(view.state)) return view;
          await wait(lookEveryMs, undefined, { signal });
        }
      } finally {
        progress?.stop();
      }
    },
    {
      again: [`groundwork rollout follow ${id}`],
      ...(until === 'ended' ? { cancel: async () => void (await rollouts.cancel(id)) } : {}),
    },
  );
}

/** A bar knows less of an account than a rollout. */
function barStateOf(state: TargetState): JobState {
  switch (state) {
    case 'PLANNING':
    case 'PLANNED':
    case 'QUEUED':
      return 'PENDING';
    case 'RUNNING':
      return 'PROCESSING';
    case 'UNCHANGED':
    case 'SUCCESS':
      return 'SUCCESS';
    case 'BLOCKED':
    case 'FAILED':
      return 'FAILED';
    case 'CANCELLED':
    case 'SKIPPED':
      return 'CANCELLED';
  }
}
