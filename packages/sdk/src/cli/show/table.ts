import fastStringWidth from 'fast-string-width';

/** Columns as wide as they need, two spaces apart, in one line each. Colours count as nothing. */
export function table(header: readonly string[], rows: readonly (readonly string[])[]): string {
  const lines = [header, ...rows].map((cells) => cells.map((cell) => cell.replaceAll(/\s*\n\s*/g, ' ')));
  const widths = header.map((_, column) => Math.max(...lines.map((cells) => widthOf(cells[column] ?? ''))));
  const pad = (cell: string, column: number) => cell + ' '.repeat((widths[column] ?? 0) - widthOf(cell));
  return lines.map((cells) => `${cells.map(pad).join('  ').trimEnd()}\n`).join('');
}

const widthOf = (text: string): number => fastStringWidth(text);
