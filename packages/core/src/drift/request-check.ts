import type { Context } from '../context.ts';

/** Checks accounts now: the named ones, or all that something was applied to. */
export async function requestCheck(
  ctx: Context,
  input: { locationIds?: string[] | undefined },
): Promise<{ requested: number }> {
  throw new Error(`not built: ${ctx.actor.name} ${JSON.stringify(input)}`);
}
