import { OAuth2Client, generateState } from 'arctic';
import type { UserType } from '@groundwork/shared/bridge';
import {
  grantAnswer,
  installedLocationsAnswer,
  locationAnswer,
  locationTokenAnswer,
  refreshAnswer,
} from './ghl-answers.ts';
import type { GrantAnswer, LocationAnswer, LocationTokenAnswer, RefreshAnswer } from './ghl-answers.ts';
import type { GhlAnswer, GhlCaller } from './ghl-call.ts';
import { requestedScopes } from './ghl-scopes.ts';

export interface GhlSettings {
  clientId: string;
  clientSecret: string;
  marketplaceUrl: string;
  redirectUri: string;
}

export interface InstalledLocationsPage {
  locations: { locationId: string; name: string | null; address: string | null }[];
  /** How many the page held; some of them may not be installed. */
  received: number;
  /** The installer's choice; null where GHL does not say. */
  installsToFuture: boolean | null;
}

/** GHL as an OAuth provider: state and authorize URL are Arctic's, the token calls are ours (docs/decisions/0001-arctic.md). */
export interface GhlProvider {
  /** A single-use state, and the address of GHL's consent page that carries it. */
  startAuthorization(): { state: string; url: URL };
  exchangeCode(input: { code: string; userType: UserType }): Promise<GhlAnswer<GrantAnswer>>;
  refresh(input: { refreshToken: string; userType: UserType }): Promise<GhlAnswer<RefreshAnswer>>;
  mintLocationToken(input: AgencyCall & { locationId: string }): Promise<GhlAnswer<LocationTokenAnswer>>;
  listInstalledLocations(
    input: AgencyCall & { skip: number; limit: number },
  ): Promise<GhlAnswer<InstalledLocationsPage>>;
  /** With the agency's token or the location's own. */
  readLocation(input: { accessToken: string; locationId: string }): Promise<GhlAnswer<LocationAnswer>>;
}

interface AgencyCall {
  accessToken: string;
  companyId: string;
}

export function createGhlProvider(settings: GhlSettings, caller: GhlCaller): GhlProvider {
  const arctic = new OAuth2Client(settings.clientId, settings.clientSecret, settings.redirectUri);
  // GHL docs: the app id is the part of the client id before the dash.
  const appId = settings.clientId.split('-')[0] ?? settings.clientId;
  /** GHL wants id and secret in the form; Arctic would send HTTP Basic. */
  const credentials = { client_id: settings.clientId, client_secret: settings.clientSecret };

  return {
    startAuthorization() {
      const state = generateState();
      const endpoint = `${settings.marketplaceUrl}/v2/oauth/chooselocation`;
      return { state, url: arctic.createAuthorizationURL(endpoint, state, requestedScopes) };
    },
    exchangeCode: ({ code, userType }) =>
      caller.call(
        {
          operation: 'token.exchange',
          method: 'POST',
          path: '/oauth/token',
          form: {
            ...credentials,
            grant_type: 'authorization_code',
            code,
            user_type: userType,
            redirect_uri: settings.redirectUri,
          },
        },
        grantAnswer,
      ),
    refresh: ({ refreshToken, userType }) =>
      caller.call(
        {
          operation: 'token.refresh',
          method: 'POST',
          path: '/oauth/token',
          form: { ...credentials, grant_type: 'refresh_token', refresh_token: refreshToken, user_type: userType },
        },
        refreshAnswer,
      ),
    mintLocationToken: ({ accessToken, companyId, locationId }) =>
      caller.call(
        {
          operation: 'token.mint',
          method: 'POST',
          path: '/oauth/locationToken',
          form: { companyId, locationId },
          accessToken,
        },
        locationTokenAnswer,
      ),
    async listInstalledLocations({ accessToken, companyId, skip, limit }) {
      const query = { companyId, appId, isInstalled: 'true', skip: String(skip), limit: String(limit) };
      const answer = await caller.call(
        { operation: 'installedLocations.list', method: 'GET', path: '/oauth/installedLocations', query, accessToken },
        installedLocationsAnswer,
      );
      if (answer.kind !== 'ok') return answer;
      const { locations, installToFutureLocations } = answer.value;
      const page = {
        locations: locations.filter(isThere).map(view),
        received: locations.length,
        installsToFuture: installToFutureLocations ?? null,
      };
      return { ...answer, value: page };
    },
    readLocation: ({ accessToken, locationId }) =>
      caller.call(
        {
          operation: 'location.read',
          method: 'GET',
          path: `/locations/${encodeURIComponent(locationId)}`,
          accessToken,
        },
        locationAnswer,
      ),
  };
}

type WireLocation = {
  _id: string;
  name?: string | null | undefined;
  address?: string | null | undefined;
  isInstalled?: boolean | undefined;
};

const isThere = (location: WireLocation): boolean => location.isInstalled !== false;
const view = ({ _id, name, address }: WireLocation) => ({
  locationId: _id,
  name: name ?? null,
  address: address ?? null,
});
