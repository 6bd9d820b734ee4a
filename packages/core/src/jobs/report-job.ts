import type { JobReportView } from '@groundwork/shared/views';
import type { Context } from '../context.ts';

/** The proof of a job that has ended. */
export async function reportJob(ctx: Context, input: { id: string }): Promise<JobReportView> {
  throw new Error(`not built: ${ctx.actor.name} ${input.id}`);
}
