import { canonicalJson, type Issue } from '@groundwork/shared';
import type { VariableValue } from '@groundwork/shared/blueprint';
import type { EffectiveValueView, VariableValues, VariableView } from '@groundwork/shared/views';

/** What stands in the form: text for strings, numbers and lists (an item a line), a tick for booleans. */
export type VariableForm = Readonly<Record<string, string | boolean>>;

/** A variable, with what it is for the account unless the plan is given another value. */
export interface FormVariable extends VariableView {
  known: VariableValue | null;
  origin: EffectiveValueView['origin'];
}

export function formVariables(
  variables: readonly VariableView[],
  effective: readonly EffectiveValueView[],
): FormVariable[] {
  const byName = new Map(effective.map((value) => [value.name, value]));
  return variables.map((variable) => {
    const { value = null, origin = null, secret = false } = byName.get(variable.name) ?? {};
    return { ...variable, secret: variable.secret || secret, known: value, origin };
  });
}

/** How a value stands in its field. Of a secret one nobody is shown anything. */
export function entryOf({ type, secret }: VariableView, value: VariableValue | null): string | boolean {
  if (type === 'boolean') return value === true;
  if (value === null || secret) return '';
  return Array.isArray(value) ? value.join('\n') : String(value);
}

export type ReadEntry =
  | { is: 'value'; value: VariableValue }
  /** It says what is known anyway, or nothing where nothing is needed. */
  | { is: 'as-known' }
  | { is: 'fault'; message: string };

/** What a field says beyond what is known. A field that was emptied says empty; a secret one says nothing. */
export function readEntry(variable: FormVariable, entry: string | boolean): ReadEntry {
  const { type, required, secret, known } = variable;
  if (typeof entry === 'string' && entry.trim() === '') {
    if (known === null ? !required : secret || entryOf(variable, known) === entry) return { is: 'as-known' };
    if (required || secret) return { is: 'fault', message: 'This is needed' };
    if (type === 'number') return { is: 'fault', message: 'Write a number' };
  }
  const value = valueOf(type, entry);
  if (typeof value === 'number' && !Number.isFinite(value)) return { is: 'fault', message: 'Write a number' };
  return known !== null && !secret && canonicalJson(value) === canonicalJson(known)
    ? { is: 'as-known' }
    : { is: 'value', value };
}

function valueOf(type: VariableView['type'], entry: string | boolean): VariableValue {
  if (typeof entry === 'boolean') return entry;
  if (type === 'number') return Number(entry);
  if (type !== 'list') return entry;
  return entry
    .split('\n')
    .map((line) => line.trim())
    .filter((line) => line !== '');
}

/** The values to send: those that differ from what is known. Or what is wrong with each field. */
export function readForm(
  variables: readonly FormVariable[],
  form: VariableForm,
): { inputs: VariableValues; faults: Record<string, string> } {
  const inputs: VariableValues = {};
  const faults: Record<string, string> = {};
  for (const variable of variables) {
    const read = readEntry(variable, form[variable.name] ?? entryOf(variable, variable.known));
    if (read.is === 'value') inputs[variable.name] = read.value;
    if (read.is === 'fault') faults[variable.name] = read.message;
  }
  return { inputs, faults };
}

/** What the tab may keep of a form: entries that say something of their own, and no secrets. */
export const worthKeeping = (variables: readonly FormVariable[], form: VariableForm): VariableForm =>
  Object.fromEntries(
    variables
      .filter((variable) => !variable.secret && form[variable.name] !== undefined)
      .filter((variable) => form[variable.name] !== entryOf(variable, variable.known))
      .map(({ name }) => [name, form[name] ?? '']),
  );

/** The server's issues by field, and those that belong to none. */
export function faultsByVariable(
  variables: readonly VariableView[],
  issues: readonly Issue[],
): { faults: Record<string, string>; rest: Issue[] } {
  const faults: Record<string, string> = {};
  const rest: Issue[] = [];
  for (const issue of issues) {
    const name = variables.find(
      (variable) => issue.path === variable.name || issue.path === `variables.${variable.name}`,
    )?.name;
    if (name) faults[name] = issue.message;
    else rest.push(issue);
  }
  return { faults, rest };
}
