import type { Issue } from '@groundwork/shared';
import type { VariableValue } from '@groundwork/shared/blueprint';
import type { VariableValues, VariableView } from '@groundwork/shared/views';

/** What stands in the form: text for strings, numbers and lists (an item a line), a tick for booleans. */
export type VariableForm = Readonly<Record<string, string | boolean>>;

/** What was typed before, else the plan's values or the defaults. */
export function initialForm(variables: readonly VariableView[], known: VariableValues | null): VariableForm {
  return Object.fromEntries(
    variables.map((variable) => {
      const given = variable.secret ? undefined : known?.[variable.name];
      return [variable.name, entryOf(variable, given ?? variable.default)];
    }),
  );
}

function entryOf({ type }: VariableView, value: VariableValue | null): string | boolean {
  if (type === 'boolean') return value === true;
  if (value === null) return '';
  return Array.isArray(value) ? value.join('\n') : String(value);
}

/** What a form may keep of itself: all but secrets, which are asked for each time. */
export const withoutSecrets = (variables: readonly VariableView[], form: VariableForm): VariableForm =>
  Object.fromEntries(Object.entries(form).filter(([name]) => !isSecret(variables, name)));

const isSecret = (variables: readonly VariableView[], name: string): boolean =>
  variables.some((variable) => variable.secret && variable.name === name);

/** The values to send, or what is wrong with each field. An empty field is left out, and is a fault only where one is needed. */
export function readForm(
  variables: readonly VariableView[],
  form: VariableForm,
): { values: VariableValues; faults: Record<string, string> } {
  const values: VariableValues = {};
  const faults: Record<string, string> = {};
  for (const { name, type, required } of variables) {
    const entry = form[name] ?? '';
    if (typeof entry === 'boolean') {
      values[name] = entry;
    } else if (entry.trim() === '') {
      if (required) faults[name] = 'This is needed';
    } else if (type === 'number') {
      const number = Number(entry);
      if (Number.isFinite(number)) values[name] = number;
      else faults[name] = 'Write a number';
    } else if (type === 'list') {
      const lines = entry.split('\n').map((line) => line.trim());
      values[name] = lines.filter((line) => line !== '');
    } else {
      values[name] = entry;
    }
  }
  return { values, faults };
}

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
