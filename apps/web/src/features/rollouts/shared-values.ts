import type { VariableValue } from '@groundwork/shared/blueprint';
import type { VariableValues, VariableView } from '@groundwork/shared/views';

/** What stands in the fields, by `entryOf` its variable: text, a list with an item a line, a boolean as `yes` or `no`. Empty says nothing. */
export type SharedForm = Readonly<Record<string, string>>;

/** Who knows a secret by its entry alone keeps it out of storage, whichever blueprint is chosen by then. */
export const entryOf = ({ name, secret }: Pick<VariableView, 'name' | 'secret'>): string =>
  secret ? `secret:${name}` : name;
export const withoutSecrets = (form: SharedForm): SharedForm =>
  Object.fromEntries(Object.entries(form).filter(([entry]) => !entry.startsWith('secret:')));

/** The values that every account of a rollout is given alike, and what is wrong with which field. */
export function readShared(
  variables: readonly VariableView[],
  form: SharedForm,
): { values: VariableValues; faults: Record<string, string> } {
  const values: VariableValues = {};
  const faults: Record<string, string> = {};
  for (const variable of variables) {
    const text = form[entryOf(variable)] ?? '';
    if (text.trim() === '') continue;
    const value = valueOf(variable.type, text);
    if (typeof value === 'number' && !Number.isFinite(value)) faults[variable.name] = 'Write a number';
    else values[variable.name] = value;
  }
  return { values, faults };
}

/** What one account is given goes before what all are. */
export const givenTo = (
  locationIds: readonly string[],
  shared: VariableValues,
  byAccount: ReadonlyMap<string, VariableValues>,
): ReadonlyMap<string, VariableValues> =>
  Object.keys(shared).length === 0
    ? byAccount
    : new Map(locationIds.map((id) => [id, { ...shared, ...byAccount.get(id) }]));

function valueOf(type: VariableView['type'], text: string): VariableValue {
  switch (type) {
    case 'string':
      return text;
    case 'number':
      return Number(text);
    case 'boolean':
      return text === 'yes';
    case 'list':
      return text
        .split('\n')
        .map((line) => line.trim())
        .filter((line) => line !== '');
  }
}
