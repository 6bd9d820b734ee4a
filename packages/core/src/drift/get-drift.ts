import type { DriftOverviewView } from '@groundwork/shared/views';
import type { Context } from '../context.ts';

/** The agency's drift, grouped by cause. */
export async function getDrift(ctx: Context): Promise<DriftOverviewView> {
  throw new Error(`not built: ${ctx.actor.name}`);
}
