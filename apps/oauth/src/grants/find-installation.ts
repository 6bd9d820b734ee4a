import type { OAuthContext } from '../context.ts';
import type { InstallationState } from '../db/schema.ts';

export interface FoundInstallation {
  id: string;
  state: InstallationState;
}

/** The grant of a company (`locationId` null) or of one location; undefined when there never was one. */
export const findInstallation = (
  { db }: OAuthContext,
  { companyId, locationId }: { companyId: string; locationId: string | null },
): Promise<FoundInstallation | undefined> =>
  db
    .selectFrom('installations')
    .select(['id', 'state'])
    .where('company_id', '=', companyId)
    .where('location_id', 'is not distinct from', locationId)
    .where('access_token', 'is not', null)
    .executeTakeFirst();

/** A call with this pair succeeded, so the one before it is no longer needed. */
export async function confirmPair(
  { db }: OAuthContext,
  pair: { installationId: string; pairNumber: number },
): Promise<void> {
  await db
    .updateTable('installations')
    .set({ previous_refresh_token: null })
    .where('id', '=', pair.installationId)
    .where('pair_number', '=', pair.pairNumber)
    .where('previous_refresh_token', 'is not', null)
    .execute();
}
