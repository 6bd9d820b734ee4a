import type { Db, Tx } from '@groundwork/db';
import type { Context, Core } from '../context.ts';
import type { Rollout } from './advance-rollout.ts';

/** What a rollout does, it does for whoever approved it. */
export async function actFor(
  core: Core,
  db: Db | Tx,
  rollout: Pick<Rollout, 'agency_id'> & { approved_by: string | null },
): Promise<Context> {
  const { name, role, company_id } = await db
    .selectFrom('agencies')
    .leftJoin('members', (join) =>
      join.onRef('members.agency_id', '=', 'agencies.id').on('members.id', '=', rollout.approved_by),
    )
    .where('agencies.id', '=', rollout.agency_id)
    .select(['members.name', 'members.role', 'agencies.company_id'])
    .executeTakeFirstOrThrow();
  const actor = {
    memberId: rollout.approved_by ?? '',
    sessionId: '',
    agencyId: rollout.agency_id,
    companyId: company_id,
    role: role ?? 'viewer',
    name: name ?? 'a former member',
    apiKey: null,
    locationIds: null,
  };
  return { ...core, actor };
}
