import type { Context } from '../context.ts';

/** How often every account is checked. */
export async function setDriftSchedule(ctx: Context, input: { everyHours: number | null }): Promise<void> {
  throw new Error(`not built: ${ctx.actor.name} ${JSON.stringify(input)}`);
}
