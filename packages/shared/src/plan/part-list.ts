import { keyedLists } from '../kinds/keyed-lists.ts';
import type { KindName } from '../kinds/types.ts';

const lists: Partial<Record<KindName, Readonly<Record<string, string>>>> = keyedLists;

/** The attribute that is the kind's list of parts, where it has one. */
export const partListOf = (kind: KindName): string => Object.keys(lists[kind] ?? {})[0] ?? '';
