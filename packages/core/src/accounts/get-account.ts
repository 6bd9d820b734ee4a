import type { AccountDetailView } from '@groundwork/shared/views';
import type { Context } from '../context.ts';

export async function getAccount(ctx: Context, input: { locationId: string }): Promise<AccountDetailView> {
  throw new Error(`not built: ${ctx.actor.name} ${input.locationId}`);
}
