import type { Database } from '../db/connect.ts';
import { createBatches } from './batches.ts';
import { BridgeFailure } from './bridge-failure.ts';

export interface TokenRead {
  backendId: string;
  requestId: string;
  companyId: string;
  locationId?: string | undefined;
}

export type AuditReads = <T>(read: TokenRead, work: () => Promise<T>) => Promise<T>;

/**
 * Who asked for which token and what came of it, in an append-only table. No row, no token; reads that end at one time
 * share one commit.
 */
export function createAuditReads(db: Database): AuditReads {
  const append = createBatches(async (rows: readonly (TokenRead & { outcome: string })[]) => {
    await db
      .insertInto('token_reads')
      .values(
        rows.map(({ backendId, requestId, companyId, locationId, outcome }) => ({
          backend_id: backendId,
          company_id: companyId,
          location_id: locationId ?? null,
          outcome,
          request_id: requestId,
        })),
      )
      .execute();
    return () => undefined;
  });
  return async (read, work) => {
    try {
      const result = await work();
      await append({ ...read, outcome: 'OK' });
      return result;
    } catch (error) {
      await append({ ...read, outcome: error instanceof BridgeFailure ? error.code : 'INTERNAL' }).catch(
        () => undefined,
      );
      throw error;
    }
  };
}
