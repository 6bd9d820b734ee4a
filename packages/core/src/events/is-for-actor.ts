import type { FeedEvent } from '@groundwork/shared/events';
import { rolloutInScope, sees } from '../account-scope.ts';
import type { Context } from '../context.ts';

/** Whether what an event of the agency tells concerns none but the accounts that the caller may see. */
export async function isForActor({ db, actor }: Context, event: FeedEvent): Promise<boolean> {
  if (actor.locationIds === null) return true;
  switch (event.type) {
    case 'job.changed':
      return sees(actor, event.job.location.id);
    case 'rollout.changed': {
      const seen = await db
        .selectFrom('rollouts')
        .where('agency_id', '=', actor.agencyId)
        .where('id', '=', event.rollout.id)
        .where(rolloutInScope(actor, 'rollouts.id'))
        .select('id')
        .executeTakeFirst();
      return seen !== undefined;
    }
    // Of the job's own topic, which was looked at before.
    case 'step.changed':
    case 'log':
    // They say that something is to be read again, and nothing of what.
    case 'accounts.changed':
    case 'drift.changed':
    case 'connections.changed':
    case 'feed.cut':
      return true;
  }
}
