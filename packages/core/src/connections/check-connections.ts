import { lackingScopes } from '@groundwork/integrations/ghl';
import { AppError } from '@groundwork/shared';
import type { BridgeResponse, GrantFacts } from '@groundwork/shared/bridge';
import type { ConnectedLocationView, ConnectionsView, GrantView } from '@groundwork/shared/views';
import { sees } from '../account-scope.ts';
import { repairAccounts } from '../accounts/repair-accounts.ts';
import { authorise, type Context } from '../context.ts';
import { connectUrl } from './connect-url.ts';
import { forecast } from './forecast.ts';
import { judgeGrant } from './judge-grant.ts';
import { type CarrierHealth, judgeLocation } from './judge-location.ts';

type Facts = BridgeResponse<'connections'>;

/** Every grant and location of the agency with its health, why, and what to do. Answers also while the OAuth service is down. */
export async function checkConnections(ctx: Context): Promise<ConnectionsView> {
  authorise(ctx, 'read');
  const [health, asked] = await Promise.all([ctx.bridge.health(), askFacts(ctx)]);
  const now = ctx.now();
  const base = { connectUrl: connectUrl(ctx.publicUrl, ctx.actor.companyId), checkedAt: now.toISOString() };
  if ('failure' in asked)
    return {
      ...base,
      service: { state: 'down', detail: health.state === 'down' ? health.detail : asked.failure },
      grants: null,
      locations: null,
      counts: countHealths([]),
    };
  await repair(ctx);
  const isSeen = ({ locationId }: { locationId: string | null }) => locationId === null || sees(ctx.actor, locationId);
  const grants = viewGrants(ctx, asked.facts, now).filter(isSeen);
  const locations = asked.facts.locations.filter(isSeen).map((location) => viewLocation(location, grants, now));
  return {
    ...base,
    service: { state: health.state === 'up' ? 'up' : 'degraded', detail: health.detail },
    grants,
    locations,
    counts: countHealths([...grants, ...locations]),
  };
}

async function askFacts({ bridge, actor, log }: Context): Promise<{ facts: Facts } | { failure: string }> {
  try {
    return { facts: await bridge.connections(actor.companyId) };
  } catch (error) {
    if (!(error instanceof AppError)) throw error;
    log.warn({ err: error }, 'the OAuth service did not say how the connections are');
    return { failure: error.message };
  }
}

/** What the service says is right; our own list of accounts follows. */
async function repair(ctx: Context): Promise<void> {
  const rows = await ctx.db
    .selectFrom('locations')
    .select(['id', 'name', 'address', 'state'])
    .where('agency_id', '=', ctx.actor.agencyId)
    .execute();
  const installation = await ctx.bridge.installation(ctx.actor.companyId).catch((error: unknown) => {
    if (!(error instanceof AppError)) throw error;
    return null;
  });
  if (installation) await repairAccounts(ctx, rows, installation);
}

/** The agency's first: whether it works is what those of single locations are seen by. */
function viewGrants(ctx: Context, { grants, locations }: Facts, now: Date): GrantView[] {
  const view = (grant: GrantFacts, isCovered: boolean) => viewGrant(ctx, grant, { now, isCovered });
  const ofAgency = grants.filter(({ locationId }) => locationId === null).map((grant) => view(grant, false));
  const isServed = ofAgency.some(({ health }) => health === 'healthy' || health === 'attention');
  const active = new Set(locations.flatMap(({ locationId, state }) => (state === 'active' ? [locationId] : [])));
  const ofLocations = grants.flatMap((grant) =>
    grant.locationId === null ? [] : [view(grant, isServed && active.has(grant.locationId))],
  );
  return [...ofAgency, ...ofLocations];
}

function viewGrant(ctx: Context, grant: GrantFacts, { now, isCovered }: { now: Date; isCovered: boolean }): GrantView {
  const missingScopes = grant.state === 'active' ? lackingScopes(grant.scopes) : [];
  return {
    ...grant,
    ...judgeGrant(grant, { now, isCovered, lacksScopes: missingScopes.length > 0 }),
    forecast: forecast(grant, now),
    missingScopes,
    connectUrl: connectUrl(ctx.publicUrl, grant.companyId, grant.locationId),
  };
}

function viewLocation(
  location: Facts['locations'][number],
  grants: readonly GrantView[],
  now: Date,
): ConnectedLocationView {
  const carrier = (locationId: string | null) => {
    const grant = grants.find((candidate) => candidate.locationId === locationId);
    return grant ? carrierHealth(grant, now) : null;
  };
  return { ...location, ...judgeLocation(location, { agency: carrier(null), own: carrier(location.locationId) }) };
}

function carrierHealth({ health, accessTokenExpiresAt }: GrantView, now: Date): CarrierHealth {
  const stillWorks = accessTokenExpiresAt !== null && Date.parse(accessTokenExpiresAt) > now.getTime();
  return health === 'broken' && stillWorks ? 'runs-out' : health;
}

function countHealths(all: readonly Pick<GrantView, 'health'>[]): ConnectionsView['counts'] {
  const counts = { healthy: 0, attention: 0, broken: 0, ended: 0 };
  for (const { health } of all) counts[health]++;
  return counts;
}
