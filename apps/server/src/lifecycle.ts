import type { Logger } from 'pino';

const deadlineMs = 15_000;

/** Ends the process in order on SIGTERM, Ctrl-C, or when the supervisor that started it is gone. */
export function onStop(log: Logger, stop: () => Promise<void>): void {
  let stopping = false;
  const end = (reason: string) => {
    if (stopping) return;
    stopping = true;
    log.info({ reason }, 'stopping');
    setTimeout(() => process.exit(1), deadlineMs).unref();
    stop().then(
      () => process.exit(0),
      (error: unknown) => {
        log.error({ err: error }, 'did not stop cleanly');
        process.exit(1);
      },
    );
  };
  for (const signal of ['SIGTERM', 'SIGINT'] as const) process.on(signal, () => end(signal));
  if (process.channel) process.on('disconnect', () => end('supervisor gone'));
}

/** For what goes wrong before anything runs: one text for a person, and no stack. */
export function failBoot(error: unknown): never {
  process.stderr.write(`${error instanceof Error ? error.message : String(error)}\n`);
  process.exit(1);
}

/** Tells a supervisor that this process serves. */
export const tellReady = (address: string | null): void => void process.send?.({ type: 'ready', address });
