import type { Tx } from '@groundwork/db';

/** Before any row that is locked beside it: then of two transactions none waits for the other. */
export async function lockMember(tx: Tx, memberId: string): Promise<void> {
  await tx.selectFrom('members').where('id', '=', memberId).select('id').forNoKeyUpdate().execute();
}
