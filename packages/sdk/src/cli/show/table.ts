import stringWidth from 'fast-string-width';
import { cut, padded } from './cut.ts';

export interface Room {
  /** Of the screen. A file or a pipe has all the room it needs. */
  columns: number;
  /** What is left out first, in this order, where there is too little room. */
  optional?: readonly string[];
}

/** What is typed again is no use without its end. */
const whole = new Set(['ID', 'JOB', 'KEY']);
const leastWidth = 10;

/**
 * Columns as wide as they need, two spaces apart, a row a line. On a narrow screen the widest are cut, then optional ones left out;
 * where that is not enough, each row is a block of lines.
 */
export function table(
  header: readonly string[],
  rows: readonly (readonly string[])[],
  { columns, optional = [] }: Room = { columns: Number.POSITIVE_INFINITY },
): string {
  const [heads = [], ...cells] = [header, ...rows].map((line) => line.map((cell) => cell.replaceAll(/\s*\n\s*/g, ' ')));
  for (let left = 0; left <= optional.length; left++) {
    const shown = header.flatMap((name, at) => (optional.slice(0, left).includes(name) ? [] : [at]));
    const pick = (line: readonly string[]) => shown.map((at) => line[at] ?? '');
    const text = lines(pick(heads), cells.map(pick), columns);
    if (text !== null) return text;
  }
  return blocks(heads, cells);
}

/** Null: they cannot stand beside each other. */
function lines(header: readonly string[], rows: readonly (readonly string[])[], columns: number): string | null {
  const all = [header, ...rows];
  const needed = header.map((_, at) => Math.max(...all.map((cells) => stringWidth(cells[at] ?? ''))));
  const widths = fitted(needed, header, columns);
  if (widths === null) return null;
  const fit = (cell: string, at: number) => padded(cut(cell, widths[at] ?? 0), widths[at] ?? 0);
  return all.map((cells) => `${cells.map(fit).join('  ').trimEnd()}\n`).join('');
}

function fitted(needed: readonly number[], header: readonly string[], columns: number): number[] | null {
  const widths = [...needed];
  for (let over = sum(widths) + 2 * (widths.length - 1) - columns; over > 0; over--) {
    const widest = Math.max(...widths.filter((_, at) => !whole.has(header[at] ?? '')));
    if (widest <= leastWidth) return null;
    const at = widths.findIndex((width, index) => width === widest && !whole.has(header[index] ?? ''));
    widths[at] = widest - 1;
  }
  return widths;
}

function blocks(header: readonly string[], rows: readonly (readonly string[])[]): string {
  const width = Math.max(...header.map((name) => name.length));
  const block = (cells: readonly string[]) =>
    header.map((name, at) => `${name.padEnd(width)}  ${cells[at] ?? ''}`.trimEnd()).join('\n');
  return rows.length === 0 ? `${header.join('  ')}\n` : `${rows.map((cells) => block(cells)).join('\n\n')}\n`;
}

const sum = (numbers: readonly number[]): number => numbers.reduce((all, one) => all + one, 0);
