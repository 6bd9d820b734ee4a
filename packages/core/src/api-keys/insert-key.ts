import type { Tx } from '@groundwork/db';
import type { Role } from '@groundwork/shared';
import type { ApiKeyMaking } from '@groundwork/shared/views';
import type { Core } from '../context.ts';
import { hashSecret } from '../secrets.ts';
import { keyPrefix, newKeySecret } from './key-secret.ts';

interface KeyRow {
  agencyId: string;
  memberId: string;
  name: string;
  role: Role;
  locationIds: readonly string[] | null;
  madeBy: ApiKeyMaking;
  expiresInDays: number | null;
}

/**
 * Writes a key whose member is locked. Only its SHA-256 is kept: of 256 bits of chance nothing can be guessed, so a slow hash would
 * only slow down every call.
 */
export async function insertKey(
  tx: Tx,
  core: Pick<Core, 'now'>,
  { agencyId, memberId, name, role, locationIds, madeBy, expiresInDays }: KeyRow,
): Promise<{ id: string; secret: string }> {
  const secret = newKeySecret();
  const { id } = await tx
    .insertInto('api_keys')
    .values({
      agency_id: agencyId,
      member_id: memberId,
      name,
      role,
      location_ids: locationIds && [...locationIds],
      made_by: madeBy,
      prefix: keyPrefix(secret),
      secret_hash: hashSecret(secret),
      expires_at: expiresInDays === null ? null : new Date(core.now().getTime() + expiresInDays * 86_400_000),
    })
    .returning('id')
    .executeTakeFirstOrThrow();
  return { id, secret };
}
