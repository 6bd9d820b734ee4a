import { type KindName, kindNames, type LiveResource } from '../kinds/types.ts';
import { kinds } from '../kinds/registry.ts';
import type { LiveAccount } from '../plan/index-account.ts';
import type { ComparisonView } from '../views/accounts.ts';
import { compareObjects, type Pair, shownAttributes } from './compare-objects.ts';
import { namesOf } from './names-of.ts';

/**
 * Two accounts side by side; both lists must be complete. Objects are matched by natural key, those of one key in the order of
 * their lists. Swapped accounts give the mirrored answer.
 */
export function compareLists(left: LiveAccount, right: LiveAccount): Pick<ComparisonView, 'same' | 'rows'> {
  const names = { left: namesOf(left), right: namesOf(right) };
  const same: ComparisonView['same'] = {};
  const rows: ComparisonView['rows'] = [];
  for (const kind of kindNames)
    for (const pair of pairsOf(kind, left[kind], right[kind])) {
      const changes =
        pair.left && pair.right
          ? compareObjects(kind, { object: pair.left, names: names.left }, { object: pair.right, names: names.right })
          : shownAttributes(kind, pair, names);
      if (pair.left && pair.right && changes.length === 0) same[kind] = (same[kind] ?? 0) + 1;
      else rows.push({ kind, ...whoHolds(kind, pair), changes });
    }
  return { same, rows };
}

function pairsOf(kind: KindName, left: readonly LiveResource[], right: readonly LiveResource[]): Pair[] {
  const keyOf = ({ attributes }: LiveResource): string => kinds[kind].naturalKey(attributes);
  const [ofLeft, ofRight] = [Map.groupBy(left, keyOf), Map.groupBy(right, keyOf)];
  return [...new Set([...ofLeft.keys(), ...ofRight.keys()])].toSorted().flatMap((key) => {
    const [held, other] = [ofLeft.get(key) ?? [], ofRight.get(key) ?? []];
    return Array.from({ length: Math.max(held.length, other.length) }, (_, place) => ({
      left: held[place] ?? null,
      right: other[place] ?? null,
    }));
  });
}

const whoHolds = (kind: KindName, { left, right }: Pair) => ({
  title: kinds[kind].title((left ?? right)?.attributes ?? {}),
  in: left && right ? ('both' as const) : left ? ('left' as const) : ('right' as const),
  leftId: left?.id ?? null,
  rightId: right?.id ?? null,
});
