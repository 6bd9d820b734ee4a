import type { GroupView } from '@groundwork/shared/views';
import type { Context } from '../context.ts';

/** Makes a group, or gives one another name or other locations. A location that is named leaves the group it was in. */
export async function saveGroup(
  ctx: Context,
  input: { id?: string | undefined; name: string; locationIds: string[] },
): Promise<GroupView> {
  throw new Error(`not built: ${ctx.actor.name} ${input.name}`);
}
