import type { VariableValue } from '@groundwork/shared/blueprint';
import type { ValuesCsvView } from '@groundwork/shared/views';
import { readCell } from './csv-cell.ts';
import type { CsvColumns } from './csv-columns.ts';
import type { DeclaredVariable } from './declared-variables.ts';
import type { CsvLine } from './read-csv.ts';
import { valueFault } from './value-fault.ts';

export interface CsvAccount {
  id: string;
  name: string;
}

type Row = ValuesCsvView['rows'][number];

/** What each line of a CSV means, or why it means nothing. An empty cell leaves things as they are. */
export function valuesOfCsv(
  lines: readonly CsvLine[],
  columns: CsvColumns,
  { accounts, declared }: { accounts: readonly CsvAccount[]; declared: ReadonlyMap<string, DeclaredVariable> },
): Row[] {
  const find = accountFinder(accounts);
  const seen = new Map<string, number>();
  return lines.map(({ line, cells }): Row => {
    const found = find(columns.account.map((position) => cells[position] ?? ''));
    const location = 'id' in found ? { id: found.id, name: found.name } : null;
    const before = location ? seen.get(location.id) : undefined;
    if (location && before === undefined) seen.set(location.id, line);
    const read = readValues(cells, columns, declared);
    const width = columnCount(columns);
    const faults = [
      'fault' in found ? found.fault : null,
      before === undefined ? null : `Line ${before} is about ${location?.name ?? 'it'} already. Keep one of the two.`,
      cells.slice(width).some((cell) => cell !== '')
        ? `The line has more cells than the ${width} columns of the first line. Put a cell that holds the separator in quotes.`
        : null,
      ...read.faults,
    ].filter((fault) => fault !== null);
    return { line, location, values: read.values, issue: faults.length > 0 ? faults.join(' ') : null };
  });
}

const columnCount = ({ account, variables }: CsvColumns): number =>
  Math.max(...account, ...variables.map(({ position }) => position)) + 1;

function readValues(
  cells: readonly string[],
  { variables }: CsvColumns,
  declared: ReadonlyMap<string, DeclaredVariable>,
): { values: Row['values']; faults: string[] } {
  const values: [string, VariableValue][] = [];
  const faults: string[] = [];
  for (const { name, position } of variables) {
    const cell = cells[position] ?? '';
    if (cell === '') continue;
    const read = readCell(cell, declared.get(name) ?? undeclared);
    const fault = 'fault' in read ? `${name}: ${read.fault}` : valueFault(name, read.value);
    if (fault) faults.push(fault);
    else if ('value' in read) values.push([name, read.value]);
  }
  return { values: Object.fromEntries(values), faults };
}

const undeclared: DeclaredVariable = { types: [], secret: false };

type Found = CsvAccount | { fault: string };

/** By the first of the cells that is not empty: an id, else a name whatever its case. */
function accountFinder(accounts: readonly CsvAccount[]): (cells: readonly string[]) => Found {
  const byId = new Map(accounts.map((account) => [account.id, account]));
  const byName = Map.groupBy(accounts, ({ name }) => folded(name));
  return (cells) => {
    const written = cells.find((cell) => cell !== '');
    if (written === undefined) return { fault: 'The line does not say which account it is about.' };
    const named = byName.get(folded(written)) ?? [];
    const account = byId.get(written) ?? named[0];
    if (!account)
      return { fault: `There is no account "${written}". Write its id or its name as the Accounts page has it.` };
    if (!byId.has(written) && named.length > 1)
      return {
        fault: `${named.length} accounts are called "${written}": use its id (${named.map(({ id }) => id).join(' or ')}).`,
      };
    return account;
  };
}

const folded = (name: string): string => name.trim().toLowerCase();
