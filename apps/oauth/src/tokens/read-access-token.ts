import type { BridgeRequest, BridgeResponse } from '@groundwork/shared/bridge';
import { BridgeFailure, isPassing } from '../bridge/bridge-failure.ts';
import type { OAuthContext } from '../context.ts';
import { findInstallation } from '../grants/find-installation.ts';
import { readGrantToken } from './grant-token.ts';
import type { AccessToken, Wanted } from './grant-token.ts';
import { readLocationToken, readOwnToken } from './location-token.ts';

/** The agency's token, or a location's: minted from the agency's, else of the location's own grant. */
export async function readAccessToken(
  ctx: OAuthContext,
  request: BridgeRequest<'accessToken'>,
  { asksNow = false }: Pick<Wanted, 'asksNow'> = {},
): Promise<BridgeResponse<'accessToken'>> {
  const { companyId, locationId = null, refusedTokenHash } = request;
  const wanted: Wanted = { refusedTokenHash, deadline: Date.now() + ctx.timings.readDeadlineMs, asksNow };
  const token =
    locationId === null
      ? await ofAgency(ctx, companyId, wanted)
      : await ofLocation(ctx, { companyId, locationId }, wanted);
  return {
    accessToken: token.accessToken,
    expiresAt: token.expiresAt.toISOString(),
    userType: locationId === null ? 'Company' : 'Location',
    companyId,
    locationId,
    scopes: token.scopes,
  };
}

async function ofAgency(ctx: OAuthContext, companyId: string, wanted: Wanted): Promise<AccessToken> {
  const agency = await findInstallation(ctx, { companyId, locationId: null });
  if (agency === undefined) throw notConnected();
  return readGrantToken(ctx, agency.id, wanted);
}

async function ofLocation(
  ctx: OAuthContext,
  ref: { companyId: string; locationId: string },
  wanted: Wanted,
): Promise<AccessToken> {
  const [agency, own] = await Promise.all([
    findInstallation(ctx, { companyId: ref.companyId, locationId: null }),
    findInstallation(ctx, ref),
  ]);
  const hasOwn = own !== undefined && own.state !== 'uninstalled';
  if (agency !== undefined && agency.state !== 'uninstalled') {
    try {
      return await readLocationToken(ctx, { installationId: agency.id, ...ref }, wanted);
    } catch (error) {
      if (!hasOwn || !(error instanceof BridgeFailure) || isPassing(error)) throw error;
      if (error.code === 'LOCATION_PAUSED') throw error;
    }
  }
  if (!hasOwn) throw notConnected();
  return readOwnToken(ctx, { installationId: own.id, ...ref }, wanted);
}

const notConnected = (): BridgeFailure =>
  new BridgeFailure('NOT_INSTALLED', 'This agency has not connected Groundwork. An admin of it has to connect GHL.');
