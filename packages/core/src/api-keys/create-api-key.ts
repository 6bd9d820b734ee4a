import type { Role } from '@groundwork/shared';
import type { NewApiKeyView } from '@groundwork/shared/views';
import { authorise, type Context } from '../context.ts';

export interface NewApiKey {
  name: string;
  /** At most one's own. */
  role: Role;
  /** Left out: every account. */
  locationIds?: readonly string[] | undefined;
  /** Left out: it does not expire. */
  expiresInDays?: number | undefined;
}

/** A key in the caller's name. Its secret is answered here and never again. A key cannot make another one. */
export async function createApiKey(ctx: Context, _input: NewApiKey): Promise<NewApiKeyView> {
  authorise(ctx, 'key.create');
  throw new Error('not built');
}
