import { variableList } from '@groundwork/shared/blueprint';
import { stringify } from 'csv-stringify/sync';
import { findVersion } from '../blueprints/find-version.ts';
import { storedBlueprint } from '../blueprints/stored-blueprint.ts';
import { authorise, type Context } from '../context.ts';
import { accountsOf } from './csv-accounts.ts';
import { plainCell, writeCell } from './csv-cell.ts';
import { headerOf } from './csv-columns.ts';
import { strongestKept } from './effective-values.ts';

/**
 * Accounts and what a blueprint's variables are in them, as a CSV to fill in and import. Empty are secrets, and what nobody has given a
 * value: there the blueprint's default holds, and goes on holding after an import.
 */
export async function exportCsv(ctx: Context, input: { blueprintVersionId: string }): Promise<{ csv: string }> {
  authorise(ctx, 'read');
  const { agencyId } = ctx.actor;
  const [accounts, version] = await Promise.all([
    accountsOf(ctx.db, ctx.actor),
    findVersion(ctx.db, agencyId, input.blueprintVersionId),
  ]);
  const variables = variableList(storedBlueprint(version.source));
  const kept = await strongestKept(ctx.db, {
    agencyId,
    locationIds: accounts.map(({ id }) => id),
    blueprintId: version.blueprintId,
    declared: variables.flatMap(({ name, secret }) => (secret ? [] : [name])),
  });
  const cells = new Map(
    kept.map(({ locationId, name, value, secret }) => [`${locationId} ${name}`, secret ? '' : writeCell(value)]),
  );
  const header = ['location', 'name', ...variables.map(({ name }) => headerOf(name))];
  const lines = accounts.map(({ id, name }) => [
    id,
    plainCell(name),
    ...variables.map((variable) => cells.get(`${id} ${variable.name}`) ?? ''),
  ]);
  return { csv: stringify([header, ...lines]) };
}
