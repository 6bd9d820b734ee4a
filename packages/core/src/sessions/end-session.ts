import type { Db, Tx } from '@groundwork/db';
import type { Core } from '../context.ts';
import { hashSecret } from '../secrets.ts';
import { announceAccess } from './access.ts';

/** Signs out. Ending a session that is not there is no error. */
export const endSession = (core: Core, session: string): Promise<void> => closeSession(core.db, session);

export async function closeSession(db: Db | Tx, session: string): Promise<void> {
  const ended = await db
    .deleteFrom('sessions')
    .where('id_hash', '=', hashSecret(session))
    .returning('member_id')
    .executeTakeFirst();
  if (ended) await announceAccess(db, ended.member_id);
}
