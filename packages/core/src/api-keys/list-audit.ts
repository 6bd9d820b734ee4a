import type { AuditEntryView } from '@groundwork/shared/views';
import { authorise, type Context, requirePerson } from '../context.ts';

/** What keys did, and who made and ended them. Newest first. A cursor that cannot be read starts at the first page. */
export async function listAudit(
  ctx: Context,
  input: { cursor?: string | undefined; limit: number },
): Promise<{ entries: AuditEntryView[]; nextCursor: string | null }> {
  requirePerson(ctx);
  authorise(ctx, 'key.manage');
  const before = /^\d{1,15}$/.test(input.cursor ?? '') ? Number(input.cursor) : null;
  const rows = await ctx.db
    .selectFrom('audit_entries as entry')
    .leftJoin('members', 'members.id', 'entry.member_id')
    .leftJoin('api_keys', 'api_keys.id', 'entry.api_key_id')
    .where('entry.agency_id', '=', ctx.actor.agencyId)
    .$if(before !== null, (query) => query.where('entry.id', '<', before ?? 0))
    .orderBy('entry.id', 'desc')
    .limit(input.limit + 1)
    .select([
      'entry.id',
      'entry.at',
      'entry.action',
      'entry.subject',
      'entry.request_id',
      'members.name as memberName',
      'api_keys.id as keyId',
      'api_keys.name as keyName',
    ])
    .execute();
  const page = rows.slice(0, input.limit);
  return {
    entries: page.map((row) => ({
      id: Number(row.id),
      at: row.at.toISOString(),
      memberName: row.memberName,
      apiKey: row.keyId !== null && row.keyName !== null ? { id: row.keyId, name: row.keyName } : null,
      action: row.action,
      subject: row.subject,
      requestId: row.request_id,
    })),
    nextCursor: rows.length > input.limit ? String(page.at(-1)?.id ?? '') : null,
  };
}
