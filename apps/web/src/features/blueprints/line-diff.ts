import { diffLines } from 'diff';

export interface DiffLine {
  mark: '+' | '-' | ' ';
  text: string;
  /** Line numbers in either text; null where it has no such line. */
  from: number | null;
  to: number | null;
}

/** A stretch of unchanged lines that nobody needs to read. */
export interface Fold {
  folded: DiffLine[];
}

const patienceMs = 2_000;
const contextLines = 3;

/** Line by line. Two texts that are too far apart to compare in good time are shown as one replaced by the other. */
export function lineDiff(from: string, to: string): DiffLine[] {
  const changes = diffLines(ended(from), ended(to), { timeout: patienceMs }) ?? [
    { value: ended(from), added: false, removed: true },
    { value: ended(to), added: true, removed: false },
  ];
  let fromLine = 0;
  let toLine = 0;
  return changes.flatMap(({ value, added, removed }) =>
    value
      .replace(/\n$/, '')
      .split('\n')
      .map((text) => ({
        mark: added ? '+' : removed ? '-' : ' ',
        text,
        from: added ? null : ++fromLine,
        to: removed ? null : ++toLine,
      })),
  );
}

/** Keeps the lines around each change, and folds the rest. */
export function foldUnchanged(lines: readonly DiffLine[]): (DiffLine | Fold)[] {
  const shown = new Set<number>();
  lines.forEach(({ mark }, index) => {
    if (mark !== ' ') for (let near = index - contextLines; near <= index + contextLines; near++) shown.add(near);
  });
  const result: (DiffLine | Fold)[] = [];
  lines.forEach((line, index) => {
    const last = result.at(-1);
    if (shown.has(index)) result.push(line);
    else if (last && 'folded' in last) last.folded.push(line);
    else result.push({ folded: [line] });
  });
  return result;
}

export const countLines = (lines: readonly DiffLine[]): { added: number; removed: number } => ({
  added: lines.filter(({ mark }) => mark === '+').length,
  removed: lines.filter(({ mark }) => mark === '-').length,
});

/** The end of the last line is no change of that line. */
const ended = (text: string) => (text === '' || text.endsWith('\n') ? text : `${text}\n`).replaceAll('\r\n', '\n');
