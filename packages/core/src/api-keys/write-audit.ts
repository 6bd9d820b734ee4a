import type { Db, Tx } from '@groundwork/db';
import type { Context } from '../context.ts';

export interface AuditEntry {
  agencyId: string;
  memberId: string | null;
  apiKeyId?: string | null;
  /** e.g. `key.created`, or the procedure that a key called. */
  action: string;
  /** What it was done to, or how the call ended. Never an input. */
  subject: string | null;
  requestId?: string | null;
  at?: Date;
}

export async function writeAudit(db: Db | Tx, entry: AuditEntry): Promise<void> {
  await db
    .insertInto('audit_entries')
    .values({
      agency_id: entry.agencyId,
      member_id: entry.memberId,
      api_key_id: entry.apiKeyId ?? null,
      action: entry.action,
      subject: entry.subject,
      request_id: entry.requestId ?? null,
      ...(entry.at && { at: entry.at }),
    })
    .execute();
}

/** What a key did, and how it ended. A call is never undone for want of its entry, but the log says that one is missing. */
export async function auditKeyCall(
  { db, log, actor }: Context,
  call: { procedure: string; outcome: string; requestId: string },
): Promise<void> {
  const { agencyId, memberId, apiKey } = actor;
  if (!apiKey) return;
  const { procedure: action, outcome: subject, requestId } = call;
  await writeAudit(db, { agencyId, memberId, apiKeyId: apiKey.id, action, subject, requestId }).catch(
    (error: unknown) => log.error({ err: error, ...call, apiKeyId: apiKey.id }, 'what a key did could not be recorded'),
  );
}
