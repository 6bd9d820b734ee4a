import type { ApiKeyView } from '@groundwork/shared/views';
import { matchWords } from '../../lib/match-words.ts';

export interface KeyFilter {
  search: string;
  /** A member's id; empty: everybody's. */
  owner: string;
  /** A state; empty: any. */
  state: string;
}

/** Every word must occur in the name, the beginning of the secret or the owner's name. */
export function filterKeys(keys: readonly ApiKeyView[], { search, owner, state }: KeyFilter): ApiKeyView[] {
  const matches = matchWords(search);
  return keys.filter(
    (key) =>
      (owner === '' || key.owner.memberId === owner) &&
      (state === '' || key.state === state) &&
      matches(`${key.name} ${key.prefix} ${key.owner.name}`),
  );
}

/** Whose keys there are, each once, oneself first. */
export function ownersOf(keys: readonly ApiKeyView[]): { id: string; name: string }[] {
  const owners = new Map(keys.map(({ owner, isOwn }) => [owner.memberId, { name: owner.name, isOwn }]));
  return [...owners]
    .map(([id, owner]) => ({ id, ...owner }))
    .toSorted((one, other) => Number(other.isOwn) - Number(one.isOwn) || one.name.localeCompare(other.name))
    .map(({ id, name, isOwn }) => ({ id, name: isOwn ? `${name} (you)` : name }));
}
