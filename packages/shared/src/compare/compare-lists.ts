import { type KindName, kindNames, type LiveResource } from '../kinds/types.ts';
import { kinds } from '../kinds/registry.ts';
import type { LiveAccount } from '../plan/index-account.ts';
import type { ComparisonView } from '../views/accounts.ts';
import { compareObjects, type Pair, shownAttributes } from './compare-objects.ts';
import { namesOf } from './names-of.ts';

/**
 * Two accounts side by side; both lists must be complete. Objects are matched by natural key, of one key first those
 * that are the same, the others in the order of their lists. Swapped accounts give the mirrored answer.
 */
export function compareLists(left: LiveAccount, right: LiveAccount): Pick<ComparisonView, 'same' | 'rows'> {
  const names = { left: namesOf(left), right: namesOf(right) };
  const same: ComparisonView['same'] = {};
  const rows: ComparisonView['rows'] = [];
  for (const kind of kindNames) {
    const differences = (held: LiveResource, other: LiveResource) =>
      compareObjects(kind, { object: held, names: names.left }, { object: other, names: names.right });
    const isSame = (held: LiveResource, other: LiveResource) => differences(held, other).length === 0;
    for (const pair of pairsOf(kind, { left: left[kind], right: right[kind], isSame })) {
      const changes = pair.left && pair.right ? differences(pair.left, pair.right) : shownAttributes(kind, pair, names);
      if (pair.left && pair.right && changes.length === 0) same[kind] = (same[kind] ?? 0) + 1;
      else rows.push({ kind, ...whoHolds(kind, pair), changes });
    }
  }
  return { same, rows };
}

interface Sides {
  left: readonly LiveResource[];
  right: readonly LiveResource[];
  isSame: (left: LiveResource, right: LiveResource) => boolean;
}

function pairsOf(kind: KindName, { left, right, isSame }: Sides): Pair[] {
  const keyOf = ({ attributes }: LiveResource): string => kinds[kind].naturalKey(attributes);
  const [ofLeft, ofRight] = [Map.groupBy(left, keyOf), Map.groupBy(right, keyOf)];
  return [...new Set([...ofLeft.keys(), ...ofRight.keys()])]
    .toSorted()
    .flatMap((key) => pairTwins({ left: ofLeft.get(key) ?? [], right: ofRight.get(key) ?? [], isSame }));
}

function pairTwins({ left, right, isSame }: Sides): Pair[] {
  const others = [...right];
  const pairs: Pair[] = [];
  const lone = left.length === 1 && right.length === 1;
  const rest = left.filter((held) => {
    const place = lone ? -1 : others.findIndex((other) => isSame(held, other));
    const [twin] = place < 0 ? [] : others.splice(place, 1);
    if (twin) pairs.push({ left: held, right: twin });
    return !twin;
  });
  for (let place = 0; place < Math.max(rest.length, others.length); place++)
    pairs.push({ left: rest[place] ?? null, right: others[place] ?? null });
  return pairs;
}

const whoHolds = (kind: KindName, { left, right }: Pair) => ({
  title: kinds[kind].title((left ?? right)?.attributes ?? {}),
  in: left && right ? ('both' as const) : left ? ('left' as const) : ('right' as const),
  leftId: left?.id ?? null,
  rightId: right?.id ?? null,
});
