import type { PlanView } from '@groundwork/shared/views';
import type { Context } from '../context.ts';

/** A plan that takes back what a job did: the account as it was before it, with client edits since kept. */
export async function planRollback(ctx: Context, input: { jobId: string }): Promise<PlanView> {
  throw new Error(`not built: ${ctx.actor.name} ${input.jobId}`);
}
