import type { Db } from '@groundwork/db';
import { AppError } from '@groundwork/shared';
import type { GroupView } from '@groundwork/shared/views';
import { requireWholeAgency } from '../account-scope.ts';
import { authorise, type Context, notFound } from '../context.ts';
import { commitOnce } from '../idempotency/commit-once.ts';
import { readGroups } from './group-view.ts';

interface GivenGroup {
  id?: string | undefined;
  name: string;
  locationIds: readonly string[];
}

/** Makes a group, or gives one another name or other locations. A location that is named leaves the group it was in. */
export async function saveGroup(ctx: Context, input: GivenGroup): Promise<GroupView> {
  authorise(ctx, 'variable.write');
  requireWholeAgency(ctx);
  const { agencyId } = ctx.actor;
  return commitOnce(ctx, async (tx) => {
    // Two that move the same locations at once: one after the other.
    await tx.selectFrom('agencies').where('id', '=', agencyId).select('id').forNoKeyUpdate().execute();
    await refuseTakenName(tx, agencyId, input);
    const id = await writeGroup(tx, agencyId, input);
    await moveLocations(tx, agencyId, id, [...new Set(input.locationIds)]);
    const [group] = await readGroups(tx, ctx.actor, id);
    if (!group) throw notFound('group');
    return group;
  });
}

async function refuseTakenName(tx: Db, agencyId: string, { id, name }: GivenGroup): Promise<void> {
  const taken = await tx
    .selectFrom('location_groups')
    .where('agency_id', '=', agencyId)
    .where((where) => where(where.fn<string>('lower', ['name']), '=', name.toLowerCase()))
    .$if(id !== undefined, (query) => query.where('id', '!=', id ?? ''))
    .select('name')
    .executeTakeFirst();
  if (taken)
    throw new AppError('CONFLICT', `There is a group "${taken.name}" already. Choose another name, or edit that one.`);
}

async function writeGroup(tx: Db, agencyId: string, { id, name }: GivenGroup): Promise<string> {
  if (id === undefined) {
    const row = { agency_id: agencyId, name };
    return (await tx.insertInto('location_groups').values(row).returning('id').executeTakeFirstOrThrow()).id;
  }
  const renamed = await tx
    .updateTable('location_groups')
    .set({ name })
    .where('agency_id', '=', agencyId)
    .where('id', '=', id)
    .returning('id')
    .executeTakeFirst();
  if (!renamed) throw notFound('group');
  return renamed.id;
}

async function moveLocations(tx: Db, agencyId: string, groupId: string, locationIds: string[]): Promise<void> {
  const leaving = tx
    .updateTable('locations')
    .set({ group_id: null })
    .where('agency_id', '=', agencyId)
    .where('group_id', '=', groupId);
  if (locationIds.length === 0) return void (await leaving.execute());
  await leaving.where('id', 'not in', locationIds).execute();
  const moved = await tx
    .updateTable('locations')
    .set({ group_id: groupId })
    .where('agency_id', '=', agencyId)
    .where('id', 'in', locationIds)
    .returning('id')
    .execute();
  if (moved.length < locationIds.length) throw notFound('account');
}
