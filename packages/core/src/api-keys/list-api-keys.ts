import type { ApiKeyView } from '@groundwork/shared/views';
import { authorise, type Context } from '../context.ts';

/** One's own; admins see everybody's. Newest first, ended ones for 30 days. */
export async function listApiKeys(ctx: Context): Promise<ApiKeyView[]> {
  authorise(ctx, 'read');
  throw new Error('not built');
}
