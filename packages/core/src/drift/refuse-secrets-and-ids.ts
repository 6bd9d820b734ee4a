import type { Tx } from '@groundwork/db';
import { AppError, type Json } from '@groundwork/shared';
import type { FindingRow } from './finding-rows.ts';

/** A blueprint holds no secrets, and no ids: these are other ones in every account. */
export async function refuseSecretsAndIds(
  tx: Tx,
  agencyId: string,
  { findings, value }: { findings: readonly FindingRow[]; value: Json },
): Promise<void> {
  const [example] = findings;
  if (!example) return;
  const attribute = example.path.split(/[.[]/)[0] ?? '';
  const rows = await tx
    .selectFrom('resource_states')
    .where('agency_id', '=', agencyId)
    .where('blueprint_id', '=', example.blueprint_id)
    .where(
      'location_id',
      'in',
      findings.map((row) => row.location_id),
    )
    .select(['address', 'secrets', 'ghl_id'])
    .execute();
  if (rows.some(({ address, secrets }) => address === example.address && secrets.includes(attribute)))
    throw new AppError(
      'CONFLICT',
      `A secret variable fills ${attribute} of ${example.address}. Change the variable's value for these accounts instead.`,
    );
  const words = new Set(JSON.stringify(value).match(/[\w-]+/g) ?? []);
  const named = rows.find(({ ghl_id: id }) => words.has(id));
  if (named)
    throw new AppError(
      'CONFLICT',
      `The value names ${named.address} by its id, which is another one in every account. Edit the blueprint and refer to it as \${${named.address}.id}.`,
    );
}
