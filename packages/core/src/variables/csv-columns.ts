import { nameFault } from './value-fault.ts';
import { type CsvTable, refusal } from './read-csv.ts';

export interface CsvColumns {
  /** Positions of what says which account a line is about: its id first, then its name. */
  account: number[];
  variables: { name: string; position: number }[];
}

const accountColumns: readonly string[] = ['location', 'location_id', 'account', 'name'];

/** A variable that is called like a column of the account has `var.` in front. */
export const headerOf = (name: string): string => (accountColumns.includes(name) ? `var.${name}` : name);

/** What the first line says. Throws where it cannot be meant. */
export function csvColumns({ header }: CsvTable): CsvColumns {
  const account: { rank: number; position: number }[] = [];
  const variables = new Map<string, number>();
  for (const [position, cell] of header.entries()) {
    if (cell === '') continue;
    const rank = accountColumns.indexOf(cell.toLowerCase().replaceAll(/[\s-]/g, '_'));
    if (rank !== -1) {
      account.push({ rank, position });
      continue;
    }
    const name = cell.replace(/^var\./, '');
    const fault = nameFault(name) ?? (variables.has(name) ? `The column "${name}" is there twice. Keep one.` : null);
    if (fault) throw refusal(fault, 1);
    variables.set(name, position);
  }
  if (account.length === 0)
    throw refusal('No column says which account a line is about. Add one: location (its id), or name.', 1);
  return {
    account: account.toSorted((a, b) => a.rank - b.rank).map(({ position }) => position),
    variables: [...variables].map(([name, position]) => ({ name, position })),
  };
}
