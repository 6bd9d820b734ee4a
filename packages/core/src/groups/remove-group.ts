import type { Context } from '../context.ts';

/** Its locations stay, without a group; its values go. */
export async function removeGroup(ctx: Context, input: { id: string }): Promise<void> {
  throw new Error(`not built: ${ctx.actor.name} ${input.id}`);
}
