import type { Tx } from '@groundwork/db';
import { sql } from 'kysely';
import type { Rollout } from './advance-rollout.ts';
import { targetRows } from './target-rows.ts';

/** Why it goes no further: where, how many failed, and what most of them died of. */
export async function haltReason(
  tx: Tx,
  { id, wave, settings }: Rollout,
  { failed, tried }: { failed: number; tried: number },
): Promise<string> {
  const cause = await mostFrequentCause(tx, id);
  const share = Math.round((failed * 100) / tried);
  const what =
    wave === 0
      ? `The canary failed: ${failed} of ${tried} ${tried === 1 ? 'account' : 'accounts'}.`
      : `Halted in wave ${wave}: ${failed} of ${tried} accounts so far failed (${share} %), and ${settings.haltAbovePercent} % may.`;
  return cause ? `${what} Most often (${cause.accounts}): ${cause.message}` : what;
}

/** A step's own error says more than its job's, which counts. */
async function mostFrequentCause(
  tx: Tx,
  rolloutId: string,
): Promise<{ message: string; accounts: number } | undefined> {
  const { rows } = await sql<{ message: string; accounts: number }>`
    select cause.message, count(distinct target.location_id)::int as accounts
    from ${targetRows([rolloutId])} target
    cross join lateral (
      select coalesce(
        (select error->>'message' from job_steps
          where job_steps.job_id = target.job_id and error is not null order by position limit 1),
        target.error->>'message'
      ) as message
    ) cause
    where target.failed and cause.message is not null
    group by cause.message order by accounts desc, cause.message limit 1`.execute(tx);
  return rows[0];
}
