import { Change, diff, type DiffConfig } from '@codemirror/merge';

/** A region that is longer than this, or much longer on one side, says nothing letter by letter. */
const maxRefined = 2_000;
/** Lines are told apart by one letter each, below the surrogates. */
const firstLetter = 0x20;
const lastLetter = 0xd7ff;

/**
 * Compares line by line, and letter by letter only within lines that changed. CodeMirror's own diff compares letters, and gives up
 * on two texts that differ much: a proposal would then be one single change.
 */
export const lineChanges = (before: string, after: string): readonly Change[] => {
  const a = linesOf(before);
  const b = linesOf(after);
  const letters = new Map<string, string>();
  const encoded = [a, b].map((lines) => lines.map((line) => letterOf(letters, line)).join(''));
  if (letters.size > lastLetter - firstLetter) return diff(before, after, { scanLimit: 500, timeout: 500 });
  const startsA = startsOf(a);
  const startsB = startsOf(b);
  return diff(encoded[0] ?? '', encoded[1] ?? '', { scanLimit: 2_000, timeout: 1_000 }).flatMap((change) =>
    refine(
      before,
      after,
      new Change(
        startsA[change.fromA] ?? before.length,
        startsA[change.toA] ?? before.length,
        startsB[change.fromB] ?? after.length,
        startsB[change.toB] ?? after.length,
      ),
    ),
  );
};

export const lineDiff: DiffConfig = { override: lineChanges };

/** With their line ends, so that the texts are what they are joined. */
const linesOf = (text: string): string[] => text.split(/(?<=\n)/);

function letterOf(letters: Map<string, string>, line: string): string {
  const known =
    letters.get(line) ?? String.fromCharCode(firstLetter + Math.min(letters.size, lastLetter - firstLetter));
  letters.set(line, known);
  return known;
}

function startsOf(lines: readonly string[]): number[] {
  let at = 0;
  return lines.map((line) => (at += line.length) - line.length);
}

function refine(before: string, after: string, region: Change): readonly Change[] {
  const a = before.slice(region.fromA, region.toA);
  const b = after.slice(region.fromB, region.toB);
  const isAlike = a.length < b.length * 3 && b.length < a.length * 3 && Math.max(a.length, b.length) <= maxRefined;
  if (!isAlike) return [region];
  return diff(a, b, { scanLimit: 500 }).map(
    ({ fromA, toA, fromB, toB }) =>
      new Change(region.fromA + fromA, region.fromA + toA, region.fromB + fromB, region.fromB + toB),
  );
}
