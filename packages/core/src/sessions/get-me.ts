import type { SessionView } from '@groundwork/shared/views';
import type { Context } from '../context.ts';

export async function getMe(ctx: Context): Promise<SessionView> {
  const row = await ctx.db
    .selectFrom('members')
    .innerJoin('agencies', 'agencies.id', 'members.agency_id')
    .where('members.id', '=', ctx.actor.memberId)
    .where('members.agency_id', '=', ctx.actor.agencyId)
    .select([
      'members.id',
      'members.name',
      'members.email',
      'members.role',
      'agencies.id as agencyId',
      'agencies.name as agencyName',
      'agencies.company_id as companyId',
    ])
    .executeTakeFirstOrThrow();
  return {
    user: { id: row.id, name: row.name, email: row.email, role: row.role },
    sessionId: ctx.actor.sessionId,
    agency: { id: row.agencyId, name: row.agencyName, companyId: row.companyId },
    apiKey: ctx.actor.apiKey && { ...ctx.actor.apiKey, role: ctx.actor.role },
    sandbox: ctx.sandbox,
  };
}
