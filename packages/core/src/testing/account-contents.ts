import type { JsonObject } from '@groundwork/shared';
import { kindNames, kinds } from '@groundwork/shared/kinds';
import { sql } from 'kysely';
import { type Clinic, location } from './clinic.ts';

/** All that the account holds and Groundwork writes, by kind; without ids, which a rollback cannot bring back. */
export async function contentsOf({ list }: Pick<Clinic, 'list'>): Promise<string[]> {
  const lists = await Promise.all(
    kindNames.map(async (kind) =>
      (await list(kind)).map(({ attributes }) => {
        const managed = Object.entries(attributes).filter(([path]) => kinds[kind].managed.includes(path));
        return `${kind} ${withoutIds(Object.fromEntries(managed))}`;
      }),
    ),
  );
  return lists.flat().toSorted();
}

/** All that Groundwork has recorded of the account. */
export async function recordOf({ world }: Pick<Clinic, 'world'>, locationId = location.id) {
  const { rows } = await sql<{ address: string; origin: string; last_applied: JsonObject }>`
    select address, origin, last_applied from resource_states where location_id = ${locationId} order by address`.execute(
    world.core.db,
  );
  return rows.map(({ address, origin, last_applied: applied }) => `${address} ${origin} ${withoutIds(applied)}`);
}

/** They change with what is made anew, also where others refer to it. */
const withoutIds = (attributes: JsonObject): string =>
  JSON.stringify(attributes, (name, value: unknown) => {
    if (typeof value !== 'string' || value === '') return value;
    return name === 'groupId' ? 'some' : value.replaceAll(/[?&]c=\w+/g, '?c=some');
  });
