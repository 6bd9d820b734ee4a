import type { AssistantEvent } from '@groundwork/shared/views';

type Progress = Extract<AssistantEvent, { type: 'draft' | 'text' }>;

/** Some five a second: more is not seen, and a draft is the whole text so far. */
const progressEveryMs = 200;
/** A draft of a long text takes a quarter of a second, in which nobody else is served: most of the time is theirs. */
const maxShare = 1 / 10;

/** Between who answers and who listens. A slow listener misses steps in between, never the newest draft, the answer or the error. */
export interface EventFeed {
  step(text: string): void;
  /** Called when the time for one has come, if it comes: a draft costs work. Null: nothing to show yet. */
  progress(make: () => Progress | null): void;
  events(): AsyncGenerator<AssistantEvent, void, undefined>;
  /** Ends `events`, after all that waits there. */
  end(): void;
}

export function createEventFeed(): EventFeed {
  const queue: AssistantEvent[] = [];
  let isOver = false;
  let wake = Promise.withResolvers<void>();
  let pending: (() => Progress | null) | null = null;
  let timer: NodeJS.Timeout | null = null;

  const push = (event: AssistantEvent): void => {
    const last = queue.at(-1);
    if (last?.type === event.type && event.type !== 'step') queue[queue.length - 1] = event;
    else queue.push(event);
    wake.resolve();
  };
  const flush = (): void => {
    const make = pending;
    pending = null;
    const event = make && attempt(make);
    if (event) push(event);
  };
  const tick = (): void => {
    timer = null;
    if (pending === null) return;
    const startedAt = performance.now();
    flush();
    timer = setTimeout(tick, Math.max(progressEveryMs, (performance.now() - startedAt) / maxShare));
  };

  return {
    step(text) {
      pending = null;
      push({ type: 'step', text });
    },
    progress(make) {
      pending = make;
      if (timer === null) tick();
    },
    async *events() {
      while (true) {
        const event = queue.shift();
        if (event) yield event;
        else if (isOver) return;
        else {
          await wake.promise;
          wake = Promise.withResolvers<void>();
        }
      }
    },
    end() {
      if (timer !== null) clearTimeout(timer);
      pending = null;
      isOver = true;
      wake.resolve();
    },
  };
}

/** A draft of half an answer is a help, nothing more: one that cannot be made must not end the answer. */
function attempt(make: () => Progress | null): Progress | null {
  try {
    return make();
  } catch {
    return null;
  }
}
