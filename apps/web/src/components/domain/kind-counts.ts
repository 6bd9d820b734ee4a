import type { KindName } from '@groundwork/shared/kinds';
import { kindLabel } from './kind-label.ts';

/** `16 custom fields, 9 tags, 1 pipeline`: the most first. */
export const kindCounts = (kinds: Readonly<Partial<Record<KindName, number>>>): string =>
  (Object.entries(kinds) as [KindName, number][])
    .filter(([, count]) => count > 0)
    .sort(([one, countOfOne], [other, countOfOther]) => countOfOther - countOfOne || (one < other ? -1 : 1))
    .map(([kind, count]) => `${count} ${kindLabel(kind, count).toLowerCase()}`)
    .join(', ');
