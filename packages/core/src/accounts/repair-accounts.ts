import type { BridgeResponse } from '@groundwork/shared/bridge';
import type { Context } from '../context.ts';
import { refreshLocations } from './refresh-locations.ts';
import { oncePerLocation } from './sync-locations.ts';

type Installation = BridgeResponse<'installation'>;
type Row = Pick<Installation['locations'][number], 'name' | 'address' | 'state'> & { id: string };

/**
 * Rows that differ from what the OAuth service has just said are brought up to date, whatever news of it were lost. True
 * where one changed. Never fails: a page is not kept from what it has.
 */
export async function repairAccounts(ctx: Context, rows: readonly Row[], installation: Installation): Promise<boolean> {
  if (!differs(rows, installation)) return false;
  const { agencyId, companyId } = ctx.actor;
  try {
    return await refreshLocations(ctx, { id: agencyId, companyId }, (changed) =>
      changed ? [{ type: 'accounts.changed' }] : [],
    );
  } catch (error) {
    ctx.log.warn(
      { err: error, agencyId },
      'accounts that differ from the OAuth service could not be brought up to date',
    );
    return false;
  }
}

/** A list that was never read from GHL is not complete, and says nothing. */
function differs(rows: readonly Row[], { reconciledAt, locations }: Installation): boolean {
  if (reconciledAt === null) return false;
  const held = new Map(rows.map((row) => [row.id, row]));
  const listed = new Set(locations.map(({ locationId }) => locationId));
  return (
    oncePerLocation(locations).some(({ locationId, name, address, state }) => {
      const row = held.get(locationId);
      return row?.name !== name || row.address !== address || row.state !== state;
    }) || rows.some(({ id, state }) => !listed.has(id) && (state === 'active' || state === 'paused'))
  );
}
