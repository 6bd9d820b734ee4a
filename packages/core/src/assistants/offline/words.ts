/** One word of a text, in the form in which words are compared, and where it stands. */
export interface Word {
  stem: string;
  start: number;
  end: number;
}

/** Words without those that say nothing. `no-show` is two words. */
export const wordsOf = (text: string): Word[] =>
  [...text.matchAll(/[\p{L}\p{N}]+(?:'[\p{L}]+)?/gu)].flatMap((match) => {
    const stem = stemOf(match[0]);
    return idle.has(stem) ? [] : [{ stem, start: match.index, end: match.index + match[0].length }];
  });

export const stemsOf = (text: string): string[] => wordsOf(text).map(({ stem }) => stem);

/** Where the phrase stands in the text, word by word; null where it does not. */
export function findPhrase(words: readonly Word[], phrase: readonly string[], from = 0): Found | null {
  const last = words.length - phrase.length;
  for (let index = from; index <= last; index++) {
    if (!phrase.every((stem, offset) => words[index + offset]?.stem === stem)) continue;
    const [first, final] = [words[index], words[index + phrase.length - 1]];
    if (first && final) return { index, start: first.start, end: final.end };
  }
  return null;
}

export interface Found {
  index: number;
  start: number;
  end: number;
}

/** Case, accents, possessives and plurals make no difference. */
export function stemOf(word: string): string {
  const bare = word
    .normalize('NFKD')
    .replaceAll(/\p{M}/gu, '')
    .toLowerCase()
    .replace(/'s?$|'s$/, '');
  if (bare.length > 4 && bare.endsWith('ies')) return `${bare.slice(0, -3)}y`;
  if (bare.length > 4 && /(?:ch|sh|ss|x|z)es$/.test(bare)) return bare.slice(0, -2);
  if (bare.length > 3 && bare.endsWith('s') && !/(?:ss|us|is)$/.test(bare)) return bare.slice(0, -1);
  return bare;
}

/** `New patients` and `new-patient` are one to a reader. */
export const sameWords = (a: string, b: string): boolean => stemsOf(a).join(' ') === stemsOf(b).join(' ');

/** All words of the shorter name are in the longer one. */
export function overlaps(a: string, b: string): boolean {
  const [left, right] = [new Set(stemsOf(a)), new Set(stemsOf(b))];
  const [small, large] = left.size <= right.size ? [left, right] : [right, left];
  return small.size > 0 && [...small].every((stem) => large.has(stem));
}

const idle = new Set([
  'a',
  'an',
  'the',
  'of',
  'our',
  'my',
  'their',
  'his',
  'her',
  'your',
  'der',
  'die',
  'das',
  'la',
  'el',
]);
