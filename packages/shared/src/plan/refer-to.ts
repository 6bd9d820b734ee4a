import type { Reference } from '../blueprint/types.ts';
import { idsAndKeys } from './ids-and-keys.ts';

/** A text cut at the ids and keys in it that name other objects, as far as those may be linked to. */
export function withReferences(
  text: string,
  targets: ReadonlyMap<string, Reference>,
  link: (to: string) => boolean,
): (string | Reference)[] {
  const pieces: (string | Reference)[] = [];
  let end = 0;
  for (const match of text.matchAll(idsAndKeys)) {
    const target = targets.get(match[0]);
    if (!target || !link(target.address)) continue;
    pieces.push(text.slice(end, match.index), target);
    end = match.index + match[0].length;
  }
  return [...pieces, text.slice(end)];
}

/** Takes edges that close no circle: of two values that name each other one stays plain text. */
export function createGraph() {
  const edges = new Map<string, Set<string>>();
  const reaches = (from: string, to: string): boolean =>
    from === to || [...(edges.get(from) ?? [])].some((next) => reaches(next, to));
  return {
    link(from: string, to: string): boolean {
      if (reaches(to, from)) return false;
      edges.set(from, (edges.get(from) ?? new Set()).add(to));
      return true;
    },
  };
}
