import { canonicalJson, type Issue } from '@groundwork/shared';
import type { VariableType, VariableValue } from '@groundwork/shared/blueprint';
import { typedValue } from '../../lib/typed-value.ts';
import type { StoredValueView } from '@groundwork/shared/views';

/** A value while it is edited: texts as they stand in their fields, a list with an item a line. */
export interface ValueRow {
  key: string;
  name: string;
  type: VariableType;
  text: string;
  isOn: boolean;
  secret: boolean;
  /** What is kept, of which the name cannot be changed. */
  stored: StoredValueView | null;
  isGone: boolean;
}

export interface GivenValue {
  name: string;
  value: VariableValue | null;
  secret?: boolean;
}

export function rowOf(stored: StoredValueView): ValueRow {
  const { name, value, secret } = stored;
  const type = Array.isArray(value) ? 'list' : (typeof value as 'string' | 'number' | 'boolean');
  const text = secret ? '' : Array.isArray(value) ? value.join('\n') : String(value);
  return { key: name, name, type, text, isOn: value === true, secret, stored, isGone: false };
}

export const newRow = (key: string): ValueRow => ({
  key,
  name: '',
  type: 'string',
  text: '',
  isOn: false,
  secret: false,
  stored: null,
  isGone: false,
});

/** Whether the row says anything but what is kept. */
export function isChanged(row: ValueRow): boolean {
  if (row.isGone) return row.stored !== null;
  if (!row.stored) return row.name.trim() !== '' || row.text !== '' || row.isOn;
  if (row.stored.secret) return row.text !== '';
  return row.secret || canonicalJson(typedValue(row)) !== canonicalJson(row.stored.value);
}

/** What to send, or what is wrong with which row. */
export function readRows(rows: readonly ValueRow[]): { values: GivenValue[]; faults: Record<string, string> } {
  const faults: Record<string, string> = {};
  const seen = new Set<string>();
  for (const row of rows.filter(({ isGone }) => !isGone)) {
    const fault = faultOf(row, seen);
    if (fault !== null && (isChanged(row) || !row.stored)) faults[row.key] = fault;
    seen.add(row.name.trim());
  }
  const values = rows.filter(isChanged).map(({ isGone, ...row }): GivenValue => {
    const name = row.name.trim();
    if (isGone) return { name, value: null };
    return { name, value: typedValue(row), ...(row.secret ? { secret: true } : {}) };
  });
  return { values, faults };
}

function faultOf(row: ValueRow, seen: ReadonlySet<string>): string | null {
  const name = row.name.trim();
  if (name === '') return 'Give it a name, as blueprints write it: front_desk_phone.';
  if (seen.has(name)) return `“${name}” is there twice. Remove one of the two.`;
  if (row.type === 'number' && !Number.isFinite(typedValue(row))) return 'Write a number.';
  if (row.secret && row.stored === null && row.type !== 'boolean' && row.text.trim() === '')
    return 'Write the secret, or remove this line.';
  return null;
}

/** The server's issues by row, and those that belong to none. */
export function faultsByRow(
  rows: readonly ValueRow[],
  issues: readonly Issue[],
): { faults: Record<string, string>; rest: Issue[] } {
  const faults: Record<string, string> = {};
  const rest: Issue[] = [];
  for (const issue of issues) {
    const row = rows.find(({ name }) => name.trim() === issue.path);
    if (row) faults[row.key] = issue.message;
    else rest.push(issue);
  }
  return { faults, rest };
}
