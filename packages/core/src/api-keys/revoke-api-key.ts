import type { ApiKeyView } from '@groundwork/shared/views';
import { authorise, type Context } from '../context.ts';

/** Ends a key at once, also its open streams. One's own, or anybody's as an admin. */
export async function revokeApiKey(ctx: Context, _input: { id: string }): Promise<ApiKeyView> {
  authorise(ctx, 'key.create');
  throw new Error('not built');
}
