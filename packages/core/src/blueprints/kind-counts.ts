import { type Blueprint, resourceList } from '@groundwork/shared/blueprint';
import type { KindName } from '@groundwork/shared/kinds';
import { type RawBuilder, sql } from 'kysely';

export type KindCounts = Partial<Record<KindName, number>>;

/** How many resources of each kind the document of the row called `version` holds. */
export const storedKindCounts = (): RawBuilder<KindCounts> =>
  sql<KindCounts>`(select coalesce(jsonb_object_agg(kind.key, (select count(*) from jsonb_object_keys(kind.value))), '{}') from jsonb_each(version.document->'resources') kind where kind.value <> '{}')`;

export function kindCounts(blueprint: Blueprint): KindCounts {
  const counts: KindCounts = {};
  for (const { kind } of resourceList(blueprint)) counts[kind] = (counts[kind] ?? 0) + 1;
  return counts;
}

export const totalOf = (counts: KindCounts): number => Object.values(counts).reduce((sum, count) => sum + count, 0);
