import type { GroupView } from '@groundwork/shared/views';
import { authorise, type Context } from '../context.ts';
import { readGroups } from './group-view.ts';

export async function listGroups(ctx: Context): Promise<GroupView[]> {
  authorise(ctx, 'read');
  return readGroups(ctx.db, ctx.actor);
}
