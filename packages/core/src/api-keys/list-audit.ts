import type { AuditEntryView } from '@groundwork/shared/views';
import { authorise, type Context } from '../context.ts';

/** What keys did, and who made and ended them. Newest first. */
export async function listAudit(
  ctx: Context,
  _input: { cursor?: string | undefined; limit: number },
): Promise<{ entries: AuditEntryView[]; nextCursor: string | null }> {
  authorise(ctx, 'key.manage');
  throw new Error('not built');
}
