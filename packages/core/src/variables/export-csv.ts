import type { Context } from '../context.ts';

/** Accounts and what a blueprint's variables are in them, as a CSV to fill in and import. Secret values are left empty. */
export async function exportCsv(ctx: Context, input: { blueprintVersionId: string }): Promise<{ csv: string }> {
  throw new Error(`not built: ${ctx.actor.name} ${input.blueprintVersionId}`);
}
