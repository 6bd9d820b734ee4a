import type { Tx } from '@groundwork/db';
import type { ApiKeyMaking, KeyWish } from '@groundwork/shared/views';
import type { Core } from '../context.ts';
import { findLocations } from './find-locations.ts';
import { insertKey } from './insert-key.ts';
import type { KeysOf } from './lock-keys-of.ts';
import { requireMayMake } from './require-may-make.ts';
import { writeAudit } from './write-audit.ts';

/** A key of a member who is locked, exactly as it is wanted or not at all. */
export async function makeKey(
  tx: Tx,
  core: Pick<Core, 'now'>,
  { maker, madeBy, ...wanted }: KeyWish & { maker: KeysOf; madeBy: ApiKeyMaking },
): Promise<{ id: string; secret: string }> {
  requireMayMake(maker, wanted);
  const { agencyId, memberId } = maker;
  const locationIds = wanted.locationIds && (await findLocations(tx, agencyId, wanted.locationIds));
  const made = await insertKey(tx, core, { ...wanted, agencyId, memberId, locationIds, madeBy });
  await writeAudit(tx, { agencyId, memberId, apiKeyId: made.id, action: 'key.created', subject: wanted.name });
  return made;
}
