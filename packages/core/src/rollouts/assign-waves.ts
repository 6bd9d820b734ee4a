import type { Tx } from '@groundwork/db';
import type { RolloutSettings } from '@groundwork/shared/views';
import { sql } from 'kysely';
import { targetRows } from './target-rows.ts';

/**
 * Deals the targets into waves, in their order, before anything has begun. Only those in which something will be written count: a
 * canary that has nothing to do would prove nothing. The canary is wave 0; without one the first wave is 1.
 */
export async function assignWaves(tx: Tx, rolloutId: string, settings: RolloutSettings): Promise<void> {
  const { canary, waveSize } = settings;
  await sql`
    update rollout_targets target
    set wave = case when place < ${canary} then 0 else 1 + (place - ${canary}) / ${waveSize} end
    from (
      select location_id,
        greatest(0, count(*) filter (where state in ('PLANNING', 'PLANNED')) over (order by position) - 1)::int as place
      from ${targetRows([rolloutId])} row
    ) dealt
    where target.rollout_id = ${rolloutId} and target.location_id = dealt.location_id`.execute(tx);
}
