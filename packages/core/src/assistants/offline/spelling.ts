import type { Word } from './words.ts';

const minLength = 5;

/** Words that are one slip of the finger away from a single known word, as that word. */
export function correctSpelling(words: readonly Word[], phrases: readonly (readonly string[])[]): Word[] {
  const known = new Set(phrases.flat());
  return words.map((word) => {
    if (word.stem.length < minLength || known.has(word.stem)) return word;
    const near = [...known].filter((other) => other.length >= minLength && isOneSlipAway(word.stem, other));
    const [only] = near;
    return only !== undefined && near.length === 1 ? { ...word, stem: only } : word;
  });
}

/** A letter too many, too few or another one, or two in the wrong order. */
function isOneSlipAway(a: string, b: string): boolean {
  if (Math.abs(a.length - b.length) > 1 || a[0] !== b[0]) return false;
  let start = 0;
  while (start < a.length && a[start] === b[start]) start++;
  const [left, right] = [a.slice(start), b.slice(start)];
  return (
    left.slice(1) === right ||
    left === right.slice(1) ||
    left.slice(1) === right.slice(1) ||
    (left[0] === right[1] && left[1] === right[0] && left.slice(2) === right.slice(2))
  );
}
