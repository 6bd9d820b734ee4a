import { lackingScopes } from '@groundwork/integrations/ghl';
import { AppError } from '@groundwork/shared';
import type { BridgeResponse, GrantFacts } from '@groundwork/shared/bridge';
import type { ConnectedLocationView, ConnectionsView, GrantView } from '@groundwork/shared/views';
import { repairAccounts } from '../accounts/repair-accounts.ts';
import { authorise, type Context } from '../context.ts';
import { connectUrl } from './connect-url.ts';
import { forecast } from './forecast.ts';
import { judgeGrant } from './judge-grant.ts';
import { judgeLocation } from './judge-location.ts';

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
  const grants = asked.facts.grants.map((grant) => viewGrant(ctx, grant, now));
  const locations = asked.facts.locations.map((location) => viewLocation(location, grants));
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

function viewGrant(ctx: Context, grant: GrantFacts, now: Date): GrantView {
  const missingScopes = grant.state === 'active' ? lackingScopes(grant.scopes) : [];
  return {
    ...grant,
    ...judgeGrant(grant, { now, lacksScopes: missingScopes.length > 0 }),
    forecast: forecast(grant, now),
    missingScopes,
    connectUrl: connectUrl(ctx.publicUrl, grant.companyId, grant.locationId),
  };
}

function viewLocation(location: Facts['locations'][number], grants: readonly GrantView[]): ConnectedLocationView {
  const healthOf = (locationId: string | null) =>
    grants.find((grant) => grant.locationId === locationId)?.health ?? null;
  return { ...location, ...judgeLocation(location, { agency: healthOf(null), own: healthOf(location.locationId) }) };
}

function countHealths(all: readonly Pick<GrantView, 'health'>[]): ConnectionsView['counts'] {
  const counts = { healthy: 0, attention: 0, broken: 0, ended: 0 };
  for (const { health } of all) counts[health]++;
  return counts;
}
