import { getResource } from '../store/resources.ts';
import { appIdOf, type World } from '../world.ts';
import type { Grant } from './grants.ts';

/** The company itself is installed under this location id. */
const wholeCompany = '';

export const isInstalled = (world: World, companyId: string, locationId: string): boolean =>
  installedAtMs(world, companyId, locationId) !== undefined;

export const installedAtMs = (world: World, companyId: string, locationId: string): number | undefined =>
  world.store.get<{ installed_at_ms: number }>(
    'SELECT installed_at_ms FROM install WHERE company_id = ? AND location_id = ?',
    companyId,
    locationId,
  )?.installed_at_ms;

/** Records what a consent installed, and gives the INSTALL events it causes: one for each new location, one for the agency. */
export function install(world: World, grant: Grant, locationIds: string[]): Record<string, unknown>[] {
  const { company_id: companyId, user_id: userId } = grant;
  const isNew = (locationId: string): boolean =>
    world.store.run(
      'INSERT OR IGNORE INTO install (company_id, location_id, user_id, installed_at_ms) VALUES (?, ?, ?, ?)',
      companyId,
      locationId,
      userId,
      Date.now(),
    ) > 0;

  const event = {
    ...appEvent(world, 'INSTALL'),
    companyId,
    userId,
    isWhitelabelCompany: false,
    whitelabelDetails: {},
    companyName: getResource(world, { kind: 'company', id: companyId })?.['name'],
  };
  const events = locationIds
    .filter(isNew)
    .map((locationId) => ({ ...event, installType: 'Location', locationId }) as Record<string, unknown>);
  if (grant.user_type === 'Company') {
    isNew(wholeCompany);
    events.push({ ...event, installType: 'Company' });
  }
  return events;
}

/** The newest consent of the agency, if its installer wanted the app on locations that come later, too. */
export function grantForFuture(world: World, companyId: string): Grant | undefined {
  const newest = world.store.get<Grant>(
    `SELECT * FROM oauth_grant WHERE company_id = ? AND user_type = 'Company' ORDER BY created_at_ms DESC, rowid DESC LIMIT 1`,
    companyId,
  );
  return newest?.future_locations === 1 ? newest : undefined;
}

/** Puts the app on a location that has just been made. GHL docs: `userId` and `companyId` may be missing in this event. */
export function installOnNewLocation(world: World, companyId: string, locationId: string): Record<string, unknown>[] {
  const grant = grantForFuture(world, companyId);
  if (!grant || grant.revoked || !isInstalled(world, companyId, wholeCompany)) return [];
  return install(world, grant, [locationId])
    .filter((event) => event['installType'] === 'Location')
    .map((event) => {
      const { userId: _, companyId: __, ...anonymous } = event;
      return anonymous;
    });
}

/** GHL docs: with a location, its tokens die; with the company alone, everything of the agency does. Gives the event. */
export function uninstall(world: World, companyId: string, locationId?: string): Record<string, unknown> {
  endInstall(world, companyId, locationId);
  return { ...appEvent(world, 'UNINSTALL'), ...(locationId ? { locationId } : { companyId }) };
}

/** What an uninstall leaves behind, without the event. */
export function endInstall(world: World, companyId: string, locationId?: string): void {
  world.store.run(
    'DELETE FROM install WHERE company_id = ? AND (? IS NULL OR location_id = ?)',
    companyId,
    locationId ?? null,
    locationId ?? null,
  );
  revoke(world, { companyId, locationId });
}

/** Ends grants and, unless told otherwise, the access tokens that came from them. */
export function revoke(
  world: World,
  which: { companyId: string; locationId?: string | undefined; keepAccessTokens?: boolean | undefined },
): void {
  const values = [which.companyId, which.locationId ?? null, which.locationId ?? null];
  const these = 'company_id = ? AND (? IS NULL OR location_id = ?)';
  world.store.run(`DELETE FROM refresh_token WHERE grant_id IN (SELECT id FROM oauth_grant WHERE ${these})`, ...values);
  if (!which.keepAccessTokens) world.store.run(`UPDATE oauth_grant SET revoked = 1 WHERE ${these}`, ...values);
}

function appEvent(world: World, type: string): Record<string, unknown> {
  const appId = appIdOf(world.app);
  return { type, appId, versionId: appId };
}
