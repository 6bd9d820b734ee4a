import type { Db } from '@groundwork/db';
import type { BudgetView } from '@groundwork/shared/views';

/** The budget of a location or company as it is now; null where nothing was ever asked of it. */
export async function readBudget(db: Db, resource: string): Promise<BudgetView | null> {
  throw new Error(`not built: ${resource} ${typeof db}`);
}
