import { AppError } from '@groundwork/shared';
import { type Context, notFound } from '../context.ts';

/** An account of the caller's agency where the app is installed. */
export async function requireAccount(ctx: Context, locationId: string): Promise<{ id: string; name: string }> {
  const location = await ctx.db
    .selectFrom('locations')
    .select(['id', 'name', 'state'])
    .where('agency_id', '=', ctx.actor.agencyId)
    .where('id', '=', locationId)
    .executeTakeFirst();
  if (!location) throw notFound('account');
  if (location.state !== 'active')
    throw new AppError(
      'NOT_INSTALLED',
      `The app is not installed on ${location.name}. Install it there in GoHighLevel, then refresh the accounts.`,
    );
  return location;
}
