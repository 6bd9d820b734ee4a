import type { OAuthContext } from '../context.ts';
import { BridgeFailure } from './bridge-failure.ts';

interface Read {
  backendId: string;
  requestId: string;
  companyId: string;
  locationId?: string | undefined;
}

/** Who asked for which token and what came of it, in an append-only table. No row, no token. */
export async function auditRead<T>({ db }: OAuthContext, read: Read, work: () => Promise<T>): Promise<T> {
  const note = (outcome: string) =>
    db
      .insertInto('token_reads')
      .values({
        backend_id: read.backendId,
        company_id: read.companyId,
        location_id: read.locationId ?? null,
        outcome,
        request_id: read.requestId,
      })
      .execute();
  try {
    const result = await work();
    await note('OK');
    return result;
  } catch (error) {
    await note(error instanceof BridgeFailure ? error.code : 'INTERNAL').catch(() => undefined);
    throw error;
  }
}
