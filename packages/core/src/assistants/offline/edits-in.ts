import { sameJson } from '@groundwork/shared';
import { addressOf, type Draft } from './draft.ts';

export interface Edits {
  /** Addresses that are there no more. */
  removed: string[];
  /** Addresses, each with the attributes that say something else. */
  changed: string[];
}

/** What became of the resources that stood there before. */
export function editsIn(before: Draft, after: Draft): Edits {
  const now = new Map(after.resources.map((resource) => [addressOf(resource), resource.properties]));
  const removed = before.resources.map(addressOf).filter((address) => !now.has(address));
  const changed = before.resources.flatMap((resource) => {
    const is = now.get(addressOf(resource));
    if (!is) return [];
    const keys = new Set([...Object.keys(resource.properties), ...Object.keys(is)]);
    const other = [...keys].filter((key) => !sameJson(resource.properties[key] ?? null, is[key] ?? null));
    return other.length > 0 ? [`${addressOf(resource)} (${other.join(', ')})`] : [];
  });
  return { removed, changed };
}
