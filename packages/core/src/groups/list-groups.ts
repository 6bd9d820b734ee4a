import type { GroupView } from '@groundwork/shared/views';
import type { Context } from '../context.ts';

export async function listGroups(ctx: Context): Promise<GroupView[]> {
  throw new Error(`not built: ${ctx.actor.name}`);
}
