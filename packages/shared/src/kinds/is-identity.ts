import { kinds } from './registry.ts';
import type { KindName } from './types.ts';

/** The name, and the names of parts (a stage's tells which stage is meant): what GHL finds objects by. */
export function isName(kind: KindName, [attribute = '', , part]: readonly (string | number)[]): boolean {
  const list = String(attribute);
  return list === 'name' || (part !== undefined && kinds[kind].keyedLists[list] === part);
}

/** A name, or what GHL cannot change: it has to be known when a plan is made. */
export const isIdentity = (kind: KindName, path: readonly (string | number)[]): boolean =>
  isName(kind, path) || kinds[kind].immutable.includes(String(path[0]));
