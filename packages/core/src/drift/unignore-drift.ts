import type { Context } from '../context.ts';

/** Shown as open again. */
export async function unignoreDrift(ctx: Context, input: { id: string }): Promise<void> {
  throw new Error(`not built: ${ctx.actor.name} ${JSON.stringify(input)}`);
}
