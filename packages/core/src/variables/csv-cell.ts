import { secretText, type VariableType, type VariableValue } from '@groundwork/shared/blueprint';
import type { DeclaredVariable } from './declared-variables.ts';

/** A spreadsheet takes a cell that begins so for a formula, and runs it. */
const formula = /^[\s']*[=+\-@\t\r]/;

/** A text as it stands in a file that spreadsheets open: one that looks like a formula gets an apostrophe in front. */
export const plainCell = (text: string): string => (formula.test(text) ? `'${text}` : text);

/** The reverse, of a trimmed cell. `+1 555 0100` that a person typed is left as it is. */
export const cellText = (cell: string): string => (cell.startsWith("'") && formula.test(cell) ? cell.slice(1) : cell);

export function writeCell(value: VariableValue): string {
  if (!Array.isArray(value)) return typeof value === 'string' ? plainCell(value) : String(value);
  const isPlain = value.length > 0 && value.every((item) => item !== '' && item === item.trim() && !item.includes(';'));
  const text = value.join('; ');
  return plainCell(isPlain && !text.startsWith('[') ? text : JSON.stringify(value));
}

/** Whether a cell that says the one says the other: it is trimmed, and its line ends are made alike. */
export const isSameCell = (a: VariableValue, b: VariableValue): boolean => cellOf(a) === cellOf(b);

const cellOf = (value: VariableValue): string => writeCell(value).replaceAll(/\r\n?/g, '\n').trim();

/** The cell as the first of these types that it fits; none: as text. A fault never quotes a secret. */
export function readCell(
  text: string,
  { types, secret }: DeclaredVariable,
): { value: VariableValue } | { fault: string } {
  if (text === secretText)
    return { fault: `${secretText} only stands for a secret. Leave the cell empty to keep what there is.` };
  for (const type of types.length > 0 ? types : (['string'] as const)) {
    const value = readers[type](text);
    if (value !== null) return { value };
  }
  return {
    fault: `${secret ? 'The secret' : `"${shortened(text)}"`} is not ${types.map((type) => words[type]).join(', nor ')}.`,
  };
}

const readers: Readonly<Record<VariableType, (text: string) => VariableValue | null>> = {
  string: (text) => text,
  number: (text) =>
    /^[-+]?\d+(\.\d+)?(e[-+]?\d+)?$/i.test(text) && Number.isFinite(Number(text)) ? Number(text) : null,
  boolean: (text) => booleans.get(text.toLowerCase()) ?? null,
  list: readList,
};

const booleans: ReadonlyMap<string, boolean> = new Map([
  ['true', true],
  ['yes', true],
  ['false', false],
  ['no', false],
]);

const words: Readonly<Record<VariableType, string>> = {
  string: 'a text',
  number: 'a number (write it like 1200.50)',
  boolean: 'true or false',
  list: 'a list (write it like a; b; c)',
};

/** `a; b; c`, or JSON where an item holds a semicolon. */
function readList(text: string): string[] | null {
  if (!text.startsWith('['))
    return text
      .split(';')
      .map((item) => item.trim())
      .filter((item) => item !== '');
  try {
    const items: unknown = JSON.parse(text);
    return Array.isArray(items) && items.every((item) => typeof item === 'string') ? items : null;
  } catch {
    return null;
  }
}

const shortened = (text: string): string => (text.length > 60 ? `${text.slice(0, 60)}…` : text);
