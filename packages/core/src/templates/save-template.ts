import { AppError } from '@groundwork/shared';
import type { LibraryEntryView } from '@groundwork/shared/views';
import { storedBlueprint } from '../blueprints/stored-blueprint.ts';
import { authorise, type Context, notFound } from '../context.ts';
import { templateEntry } from './template-entry.ts';

const maxTemplates = 100;

/** Puts a version into the agency's library, for new blueprints to start from. The same name again replaces it. */
export async function saveTemplate(
  ctx: Context,
  input: { versionId: string; name: string; description: string },
): Promise<LibraryEntryView> {
  authorise(ctx, 'blueprint.write');
  const { agencyId, memberId } = ctx.actor;
  const { versionId, name, description } = input;
  const version = await ctx.db
    .selectFrom('blueprint_versions')
    .where('agency_id', '=', agencyId)
    .where('id', '=', versionId)
    .select('source')
    .executeTakeFirst();
  if (!version) throw notFound('blueprint version');
  storedBlueprint(version.source);
  const template = { description, source: version.source, created_by: memberId };
  return ctx.db.transaction().execute(async (tx) => {
    const row = await tx
      .insertInto('templates')
      .values({ agency_id: agencyId, name, ...template })
      .onConflict((conflict) => conflict.columns(['agency_id', 'name']).doUpdateSet(template))
      .returning(['id', 'name', 'description', 'source'])
      .executeTakeFirstOrThrow();
    const { count } = await tx
      .selectFrom('templates')
      .where('agency_id', '=', agencyId)
      .select((select) => select.fn.countAll<string>().as('count'))
      .executeTakeFirstOrThrow();
    if (Number(count) > maxTemplates)
      throw new AppError(
        'BAD_REQUEST',
        `An agency keeps at most ${maxTemplates} templates. Remove one that is not used.`,
      );
    return templateEntry(row);
  });
}
