import type { ValuesCsvView } from '@groundwork/shared/views';
import type { Context } from '../context.ts';

/** Reads a CSV of accounts and values; unless it is a dry run the values are kept at the level of each location. */
export async function importCsv(ctx: Context, input: { csv: string; dryRun: boolean }): Promise<ValuesCsvView> {
  throw new Error(`not built: ${ctx.actor.name} ${input.csv.length}`);
}
