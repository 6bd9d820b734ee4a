import type { Core } from '../context.ts';
import { hashSecret } from '../secrets.ts';

/** Signs out. Ending a session that is not there is no error. */
export async function endSession(core: Core, session: string): Promise<void> {
  await core.db.deleteFrom('sessions').where('id_hash', '=', hashSecret(session)).execute();
}
