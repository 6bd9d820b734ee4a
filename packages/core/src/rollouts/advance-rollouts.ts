import type { Core } from '../context.ts';
import { advanceRollout } from './advance-rollout.ts';

/** Brings every open rollout a step on: starts jobs up to its limits, ends waves, halts, finishes. May run anywhere, at once, twice. */
export async function advanceRollouts(core: Core, signal: AbortSignal): Promise<void> {
  const rollouts = await core.db
    .selectFrom('rollouts')
    .where('is_open', '=', true)
    .orderBy('id')
    .select('id')
    .execute();
  for (const { id } of rollouts) {
    signal.throwIfAborted();
    // One that cannot be brought on does not keep the others waiting.
    await advanceRollout(core, id, signal).catch((error: unknown) => {
      if (!signal.aborted) core.log.error({ err: error, rolloutId: id }, 'a rollout was not brought on');
    });
  }
}
