import { interrupted } from '../cli-error.ts';
import type { Cli } from '../session/cli.ts';

/** How long a second Ctrl-C is waited for. */
const graceMs = 5_000;

interface Watched {
  /** What to type to watch it again. */
  again: readonly string[];
  /** Ends the work itself. Left out: what is watched cannot be cancelled. */
  cancel?: () => Promise<void>;
}

/**
 * Runs what only watches: the work itself is done elsewhere and goes on. Ctrl-C lets go of it and says how to watch again; a second
 * one within five seconds cancels it.
 */
export async function detachable<T>(
  cli: Cli,
  watch: (signal: AbortSignal) => Promise<T>,
  { again, cancel }: Watched,
): Promise<T> {
  const watching = new AbortController();
  const keys = listen();
  try {
    const work = watch(watching.signal).then((value) => ({ value }));
    // Nobody looks at it any more once it was let go of.
    work.catch(() => {});
    const ended = await Promise.race([work, keys.next()]);
    if (typeof ended === 'object') return ended.value;
    watching.abort();
    await work.catch(() => {});
    cli.say(['Detached; it goes on by itself. Watch it again:', ...again.map((line) => `  ${line}`)].join('\n'));
    if (!cancel || ended === 'SIGTERM') throw interrupted('You let go of it before it ended.');
    cli.say(`Press Ctrl-C again within ${graceMs / 1000} seconds to cancel it.`);
    if (!(await keys.pressedWithin(graceMs))) throw interrupted('You let go of it before it ended.');
    await cancel();
    throw interrupted('It was told to stop. What is being written right now is still finished.');
  } finally {
    keys.end();
  }
}

type Signal = 'SIGINT' | 'SIGTERM';

/** A terminal sends Ctrl-C to npm as well, which passes it on as SIGTERM: only the first signal of a press counts. */
function listen() {
  let wake = (_signal: Signal) => {};
  const hear = (signal: Signal) => wake(signal);
  const next = () =>
    new Promise<Signal>((resolve) => {
      wake = resolve;
    });
  process.on('SIGINT', hear);
  process.on('SIGTERM', hear);
  return {
    next,
    pressedWithin: (ms: number) =>
      new Promise<boolean>((resolve) => {
        const timer = setTimeout(() => resolve(false), ms);
        wake = (signal) => {
          if (signal === 'SIGTERM') return;
          clearTimeout(timer);
          resolve(true);
        };
      }),
    end() {
      process.removeListener('SIGINT', hear);
      process.removeListener('SIGTERM', hear);
    },
  };
}
