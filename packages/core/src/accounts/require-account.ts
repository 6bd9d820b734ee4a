import { AppError, type LocationState } from '@groundwork/shared';
import { inScope } from '../account-scope.ts';
import { type Context, notFound } from '../context.ts';

/** An account of the caller's agency that can be read and written: asked before anything is, so that GHL is not troubled. */
export async function requireAccount(ctx: Context, locationId: string): Promise<{ id: string; name: string }> {
  const location = await ctx.db
    .selectFrom('locations')
    .select(['id', 'name', 'state'])
    .where('agency_id', '=', ctx.actor.agencyId)
    .where('id', '=', locationId)
    .where(inScope(ctx.actor, 'id'))
    .executeTakeFirst();
  if (!location) throw notFound('account');
  if (location.state !== 'active') throw accountClosed(location.state, location.name);
  return location;
}

/** Why nothing can be read or written there, and what to do about it. */
export const accountClosed = (state: Exclude<LocationState, 'active'>, name: string): AppError => closed[state](name);

const closed: Readonly<Record<Exclude<LocationState, 'active'>, (name: string) => AppError>> = {
  paused: (name) =>
    new AppError(
      'ACCOUNT_PAUSED',
      `GoHighLevel has paused ${name}: nothing can be read or written there. Make it active again in GoHighLevel; Groundwork notices within minutes, or when you test its connection on the Connections page.`,
    ),
  uninstalled: (name) =>
    new AppError(
      'NOT_INSTALLED',
      `The app is not installed on ${name}. Install it there in GoHighLevel, then refresh the accounts.`,
    ),
  deleted: (name) =>
    new AppError(
      'NOT_INSTALLED',
      `${name} was deleted in GoHighLevel, so there is nothing left to plan or apply. Choose another account.`,
    ),
  moved: (name) =>
    new AppError(
      'NOT_INSTALLED',
      `${name} has moved to another agency in GoHighLevel. Only that agency can install the app there and go on; choose another account.`,
    ),
};
