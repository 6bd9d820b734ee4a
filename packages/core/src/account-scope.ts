import { AppError } from '@groundwork/shared';
import { sql, type RawBuilder } from 'kysely';
import type { Actor, Context } from './context.ts';

/** Whose rows may be seen: an agency's, and of those about accounts only the ones a key is for; null: all. */
export type Sight = Pick<Actor, 'agencyId' | 'locationIds'>;

/** Stands beside the agency filter of every query about accounts. `column` holds an account's id. */
export const inScope = ({ locationIds }: Pick<Actor, 'locationIds'>, column: string): RawBuilder<boolean> =>
  locationIds === null
    ? sql<boolean>`true`
    : sql<boolean>`coalesce(${sql.ref(column)} = any(${[...locationIds]}::text[]), false)`;

/** A rollout is seen by whoever sees every account of it: what it shows and does concerns all. */
export const rolloutInScope = ({ locationIds }: Pick<Actor, 'locationIds'>, column: string): RawBuilder<boolean> =>
  locationIds === null
    ? sql<boolean>`true`
    : sql<boolean>`not exists (
        select from rollout_targets outside
        where outside.rollout_id = ${sql.ref(column)} and outside.location_id <> all(${[...locationIds]}::text[]))`;

export const sees = ({ locationIds }: Pick<Actor, 'locationIds'>, locationId: string): boolean =>
  locationIds === null || locationIds.includes(locationId);

/** For what every account of the agency lives by: a key for some of them must not change it. */
export function requireWholeAgency({ actor }: Context): void {
  if (actor.locationIds === null) return;
  throw new AppError(
    'FORBIDDEN',
    'This key is for some accounts only, and this would concern the others too. Use a key for all accounts, or do it in the browser.',
  );
}
