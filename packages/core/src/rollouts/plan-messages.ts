import type { Tx } from '@groundwork/db';
import { sql } from 'kysely';
import type { Core } from '../context.ts';
import { rolloutPlanQueue } from '../queue.ts';
import { targetRows } from './target-rows.ts';

/** What a message of the planning queue carries. */
export interface RolloutPlanMessage {
  rolloutId: string;
  locationId: string;
}

const keyOf = ({ rolloutId, locationId }: RolloutPlanMessage): string => `${rolloutId}:${locationId}`;

/** A message for each target without a plan that has none in the queue: those of before may have been given up, or lost. */
export async function askForPlans(core: Pick<Core, 'queue'>, tx: Tx, rolloutId: string): Promise<void> {
  // As pg-boss's index of an exclusive queue has it.
  const { rows } = await sql<{ locationId: string; position: number }>`
    select target.location_id as "locationId", target.position
    from ${targetRows([rolloutId])} target
    where target.state = 'PLANNING' and not exists (
      select from pgboss.job message
      where message.name = ${rolloutPlanQueue} and message.policy = 'exclusive' and message.state <= 'active'
        and coalesce(message.singleton_key, '') = target.rollout_id || ':' || target.location_id)
    order by target.position`.execute(tx);
  const messages = rows.map(({ locationId, position }) => {
    const data: RolloutPlanMessage = { rolloutId, locationId };
    // First the canaries of all rollouts: a small one does not wait for all of a large one.
    return { key: keyOf(data), data, priority: -position };
  });
  await core.queue.send(tx, rolloutPlanQueue, messages);
}
