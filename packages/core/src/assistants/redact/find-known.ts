import type { Span } from './span.ts';

/**
 * Finds the given texts, whatever the case: as whole words, unless they are long and odd enough to be a secret. A tree of their
 * characters and no regular expression: an agency has hundreds of accounts, and many begin alike.
 */
export function findKnown(known: readonly string[]): (text: string) => Span[] {
  const root = createNode();
  for (const text of known.map((each) => each.trim()).filter((each) => each.length >= 2)) {
    grow(root, text);
    // In JSON, and in YAML's double quotes, it stands escaped.
    grow(root, JSON.stringify(text).slice(1, -1));
  }
  return root.next.size === 0 ? () => [] : (text) => spansIn(text, root);
}

interface Node {
  next: Map<string, Node>;
  /** A text ends here: inside of words too, or as words of its own alone. */
  ends: 'anywhere' | 'word' | null;
}

const createNode = (): Node => ({ next: new Map(), ends: null });

function grow(root: Node, text: string): void {
  let node = root;
  for (const character of text.replaceAll(/\s+/g, ' ')) {
    const key = folded(character);
    const next = node.next.get(key) ?? createNode();
    node.next.set(key, next);
    node = next;
  }
  node.ends = text.length >= 8 && /\d/.test(text) ? 'anywhere' : (node.ends ?? 'word');
}

function spansIn(text: string, root: Node): Span[] {
  const spans: Span[] = [];
  for (let start = 0; start < text.length;) {
    const end = longestFrom(text, start, root);
    if (end !== null) spans.push({ start, end });
    start = end ?? start + 1;
  }
  return spans;
}

function longestFrom(text: string, start: number, root: Node): number | null {
  let node = root;
  let longest: number | null = null;
  for (let index = start; index < text.length;) {
    const character = String.fromCodePoint(text.codePointAt(index) ?? 0);
    const next = node.next.get(folded(character));
    if (!next) break;
    index += character.length;
    // As much white space as there is stands for one space.
    if (blank.test(character)) while (blank.test(text.charAt(index))) index += 1;
    node = next;
    if (node.ends === 'anywhere' || (node.ends === 'word' && isWhole(text, start, index))) longest = index;
  }
  return longest;
}

const blank = /\s/;
const wordCharacter = /[\p{L}\p{N}]/u;

/** Neither in front nor behind does a word go on. */
function isWhole(text: string, start: number, end: number): boolean {
  const goesOn = (at: number): boolean =>
    wordCharacter.test(text.charAt(at - 1)) && wordCharacter.test(text.charAt(at));
  return !goesOn(start) && !goesOn(end);
}

const folded = (character: string): string => (blank.test(character) ? ' ' : character.toUpperCase().toLowerCase());
