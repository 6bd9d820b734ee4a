import type { Context } from '../context.ts';

export async function removeTemplate(ctx: Context, input: { id: string }): Promise<void> {
  throw new Error(`not built: ${ctx.actor.name} ${input.id}`);
}
