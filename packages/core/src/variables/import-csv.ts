import type { Db } from '@groundwork/db';
import { secretText, type VariableValue } from '@groundwork/shared/blueprint';
import type { ValuesCsvView } from '@groundwork/shared/views';
import { authorise, type Context } from '../context.ts';
import { commitOnce } from '../idempotency/commit-once.ts';
import { accountsOf } from './csv-accounts.ts';
import { csvColumns } from './csv-columns.ts';
import { isSameCell } from './csv-cell.ts';
import { type DeclaredVariable, declaredVariables } from './declared-variables.ts';
import { strongestKept } from './effective-values.ts';
import { holdDeclarations } from './hide-values.ts';
import { readCsv } from './read-csv.ts';
import { type KeptValue, storeValues } from './store-values.ts';
import { valuesOfCsv } from './values-of-csv.ts';

type DeclaredVariables = ReadonlyMap<string, DeclaredVariable>;

/**
 * Reads a CSV of accounts and values; unless it is a dry run the values are kept at the level of each location. What an account has
 * already stays where it is: a value of the agency or the group that an export wrote down goes on following them.
 */
export async function importCsv(ctx: Context, input: { csv: string; dryRun: boolean }): Promise<ValuesCsvView> {
  authorise(ctx, input.dryRun ? 'read' : 'variable.write');
  const { agencyId, memberId } = ctx.actor;
  const table = readCsv(input.csv);
  const columns = csvColumns(table);
  const names = columns.variables.map(({ name }) => name);
  const read = async (db: Db) => {
    const accounts = await accountsOf(db, ctx.actor);
    const declared = await declaredVariables(db, agencyId, names);
    return { declared, rows: valuesOfCsv(table.lines, columns, { accounts, declared }) };
  };
  if (input.dryRun) return { columns: names, rows: (await read(ctx.db)).rows, imported: 0 };
  const imported = await commitOnce(ctx, async (tx) => {
    await holdDeclarations(tx, agencyId, 'to keep');
    const { declared, rows } = await read(tx);
    const given = rows.flatMap(({ location, values, issue }): KeptValue[] =>
      location === null || issue !== null
        ? []
        : Object.entries(values).map(([name, value]) => ({
            ownerId: location.id,
            name,
            value,
            secret: declared.get(name)?.secret ?? false,
          })),
    );
    await lockAccounts(tx, agencyId, given);
    const changed = await withoutKnown(tx, agencyId, { given, declared });
    await storeValues(tx, { agencyId, level: 'location', memberId, now: ctx.now() }, changed);
    return new Set(changed.map(({ ownerId }) => ownerId)).size;
  });
  // Read again: what is noted of the call holds nothing of the file, which may have secrets in it.
  const { declared, rows } = await read(ctx.db);
  return { columns: names, rows: rows.map((row) => withoutSecrets(row, declared)), imported };
}

type Row = ValuesCsvView['rows'][number];

/** What is kept now is shown no more. */
const withoutSecrets = (row: Row, declared: DeclaredVariables): Row => ({
  ...row,
  values: Object.fromEntries(
    Object.entries(row.values).map(([name, value]) => [name, declared.get(name)?.secret ? secretText : value]),
  ),
});

/** In the order of their ids, so that two imports never wait for each other. */
async function lockAccounts(tx: Db, agencyId: string, values: readonly KeptValue[]): Promise<void> {
  const ids = [...new Set(values.map(({ ownerId }) => ownerId))];
  if (ids.length === 0) return;
  await tx
    .selectFrom('locations')
    .where('agency_id', '=', agencyId)
    .where('id', 'in', ids)
    .orderBy('id')
    .select('id')
    .forNoKeyUpdate()
    .execute();
}

/**
 * Of these values those that differ from what the account has: itself, else by its group, else by the agency. The agency's is not what
 * it has where a blueprint has one of its own.
 */
async function withoutKnown(
  tx: Db,
  agencyId: string,
  { given, declared }: { given: readonly KeptValue[]; declared: DeclaredVariables },
): Promise<readonly KeptValue[]> {
  const names = [...new Set(given.map(({ name }) => name))];
  const locationIds = [...new Set(given.map(({ ownerId }) => ownerId))];
  const kept = await strongestKept(tx, { agencyId, locationIds, blueprintId: null, declared: names });
  const byBlueprint = await namesOfBlueprints(tx, agencyId);
  const known = new Map(
    kept
      .filter(({ level, name }) => level !== 'agency' || !byBlueprint.has(name))
      .map(({ locationId, name, value }) => [`${locationId} ${name}`, value]),
  );
  return given.filter(({ ownerId, name, value }) => {
    const before = known.get(`${ownerId} ${name}`);
    return before === undefined || !isSameCell(before, value) || !fits(before, declared.get(name));
  });
}

/** A value that no blueprint takes is not what an account has, though its cell looks alike: `5` as a text. */
const fits = (value: VariableValue, declared: DeclaredVariable | undefined): boolean =>
  declared === undefined || declared.types.some((type) => type === (Array.isArray(value) ? 'list' : typeof value));

async function namesOfBlueprints(tx: Db, agencyId: string): Promise<ReadonlySet<string>> {
  const rows = await tx
    .selectFrom('variable_values')
    .where('agency_id', '=', agencyId)
    .where('level', '=', 'blueprint')
    .distinct()
    .select('name')
    .execute();
  return new Set(rows.map(({ name }) => name));
}
