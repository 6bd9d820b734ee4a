import type { Json, JsonObject } from '@groundwork/shared';
import { type KindName, kindNames, kinds, type LiveResource } from '@groundwork/shared/kinds';
import { sql } from 'kysely';
import { type Clinic, location } from './clinic.ts';

/** All that the account holds and Groundwork writes, by kind; without ids, which a rollback cannot bring back. */
export async function contentsOf({ list }: Pick<Clinic, 'list'>): Promise<string[]> {
  const lists = await Promise.all(
    kindNames.map(async (kind) => (await list(kind)).map((live) => contentOf(kind, live))),
  );
  return lists.flat().toSorted();
}

export function contentOf(kind: KindName, { attributes }: LiveResource): string {
  const managed = Object.entries(attributes).filter(([path]) => kinds[kind].managed.includes(path));
  return `${kind} ${withoutIds(Object.fromEntries(managed))}`;
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
export const withoutIds = (value: Json): string =>
  JSON.stringify(value, (name, each: unknown) => {
    if (typeof each !== 'string' || each === '') return each;
    return name === 'groupId' ? 'some' : each.replaceAll(/[?&]c=\w+/g, '?c=some');
  });
