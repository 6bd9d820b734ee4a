import { settleLost } from '../assistants/settle-call.ts';
import type { Core } from '../context.ts';
import { cleanUpRules, type CleanUpRule } from './clean-up-rules.ts';

/** Rows removed, by what they were. */
export type CleanUpCounts = Record<CleanUpRule['what'], number>;

/**
 * Removes what has served its time, in batches that each stand for themselves: stopped in the middle, the next run goes on.
 * Nothing that a job still needs is old enough to be touched.
 */
export async function cleanUp(core: Core, stop: AbortSignal, batchSize = 1_000): Promise<CleanUpCounts> {
  const counts: CleanUpCounts = {
    rollouts: 0,
    jobs: 0,
    plans: 0,
    jobEvents: 0,
    agencyEvents: 0,
    sessions: 0,
    invitations: 0,
    webhooks: 0,
    driftIgnores: 0,
    assistantCalls: 0,
    assistantAnswers: 0,
    idempotentCalls: 0,
    deviceSignIns: 0,
    auditEntries: 0,
    apiKeys: 0,
  };
  await settleLost(core.db, core.now());
  for (const rule of cleanUpRules) {
    const before = new Date(core.now().getTime() - rule.olderThanDays * 86_400_000);
    for (let removed = batchSize; removed === batchSize; counts[rule.what] += removed) {
      stop.throwIfAborted();
      removed = await rule.remove(core.db, before, batchSize);
    }
  }
  core.log.info(counts, 'cleaned up');
  return counts;
}
