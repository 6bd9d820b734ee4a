import type { Db } from '@groundwork/db';
import { AppError } from '@groundwork/shared';
import type { LibraryEntryView } from '@groundwork/shared/views';
import { sql } from 'kysely';
import { requireWholeAgency } from '../account-scope.ts';
import { findVersion } from '../blueprints/find-version.ts';
import { storedBlueprint } from '../blueprints/stored-blueprint.ts';
import { authorise, type Context } from '../context.ts';
import { commitOnce } from '../idempotency/commit-once.ts';
import { templateEntry } from './template-entry.ts';

const maxTemplates = 100;
/** The library is answered whole. */
const maxTotalBytes = 8 * 1024 * 1024;

/** Puts a version into the agency's library, for new blueprints to start from. The same name again, whatever its case, replaces it. */
export async function saveTemplate(
  ctx: Context,
  input: { versionId: string; name: string; description: string },
): Promise<LibraryEntryView> {
  authorise(ctx, 'blueprint.write');
  requireWholeAgency(ctx);
  const { agencyId, memberId } = ctx.actor;
  const { versionId, name, description } = input;
  const { source } = await findVersion(ctx.db, agencyId, versionId);
  storedBlueprint(source);
  const template = { agency_id: agencyId, name, description, source, created_by: memberId };
  return commitOnce(ctx, async (tx) => {
    // Two that save at once: one after the other.
    await tx.selectFrom('agencies').where('id', '=', agencyId).select('id').forNoKeyUpdate().execute();
    const others = await othersThan(tx, agencyId, name);
    if (others.count >= maxTemplates)
      throw new AppError(
        'BAD_REQUEST',
        `An agency keeps at most ${maxTemplates} templates. Remove one that is not used.`,
      );
    if (others.bytes + Buffer.byteLength(source) > maxTotalBytes)
      throw new AppError(
        'BAD_REQUEST',
        `An agency's templates hold at most ${maxTotalBytes} bytes (8 MiB) together. Remove one that is not used.`,
      );
    const row = await tx
      .insertInto('templates')
      .values({ id: others.replaced ?? sql`gen_random_uuid()`, ...template })
      .onConflict((conflict) => conflict.column('id').doUpdateSet(template))
      .returning(['id', 'name', 'description', 'source'])
      .executeTakeFirstOrThrow();
    return templateEntry(row);
  });
}

/** The template of this name, and what all others come to. */
async function othersThan(
  tx: Db,
  agencyId: string,
  name: string,
): Promise<{ replaced: string | undefined; count: number; bytes: number }> {
  const rows = await tx
    .selectFrom('templates')
    .where('agency_id', '=', agencyId)
    .select(['id', 'name', sql<number>`octet_length(source)`.as('bytes')])
    .execute();
  const isSame = (row: { name: string }) => row.name.toLowerCase() === name.toLowerCase();
  const others = rows.filter((row) => !isSame(row));
  return {
    replaced: rows.find(isSame)?.id,
    count: others.length,
    bytes: others.reduce((sum, { bytes }) => sum + bytes, 0),
  };
}
