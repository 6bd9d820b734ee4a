import type { AccountDriftView } from '@groundwork/shared/views';
import type { Context } from '../context.ts';

/** The drift of one account. */
export async function getAccountDrift(ctx: Context, input: { locationId: string }): Promise<AccountDriftView> {
  throw new Error(`not built: ${ctx.actor.name} ${JSON.stringify(input)}`);
}
