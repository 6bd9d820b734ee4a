import type { VariableValues, VariableView } from '@groundwork/shared/views';
import { readCsv } from './read-csv.ts';

export interface MissingValue {
  name: string;
  /** How many of the chosen accounts have no value of it; null: a secret, of which nobody is told. */
  accounts: number | null;
}

interface Known {
  variables: readonly VariableView[];
  locationIds: readonly string[];
  /** What the accounts have from elsewhere, as `variables.exportCsv` says it: an account a line, its id first. A variable that is called like a column of the account has `var.` in front. */
  csv: string;
  /** What this rollout gives them, by account. */
  given: ReadonlyMap<string, VariableValues>;
}

/** Required variables without which an account cannot be planned. */
export function missingValues({ variables, locationIds, csv, given }: Known): MissingValue[] {
  const [head = [], ...lines] = readCsv(csv);
  const lineOf = new Map(lines.map((line) => [line[0], line]));
  return variables
    .filter(({ required }) => required)
    .map(({ name, secret }): MissingValue => {
      const column = [`var.${name}`, name].map((cell) => head.indexOf(cell)).find((at) => at !== -1) ?? -1;
      const bare = locationIds.filter((id) => given.get(id)?.[name] === undefined);
      if (secret) return { name, accounts: bare.length === 0 ? 0 : null };
      return { name, accounts: bare.filter((id) => (lineOf.get(id)?.[column] ?? '') === '').length };
    })
    .filter(({ accounts }) => accounts !== 0);
}
