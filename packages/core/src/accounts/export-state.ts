import type { StateExportView } from '@groundwork/shared/views';
import type { Context } from '../context.ts';

export async function exportState(ctx: Context, input: { locationId: string }): Promise<StateExportView> {
  throw new Error(`not built: ${ctx.actor.name} ${input.locationId}`);
}
