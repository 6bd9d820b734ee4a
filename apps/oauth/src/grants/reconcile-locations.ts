import { sql } from 'kysely';
import { noteCause } from '../connections/note-cause.ts';
import type { OAuthContext } from '../context.ts';
import { callAsAgency } from '../tokens/agency-call.ts';
import { withDeadline } from '../tokens/grant-token.ts';
import { BridgeFailure } from '../bridge/bridge-failure.ts';
import { findInstallation } from './find-installation.ts';
import { leavingColumns } from './leaving-columns.ts';
import { recordInstalled } from './record-installed.ts';
import type { SeenLocation } from './record-installed.ts';

interface List {
  locations: SeenLocation[];
  /** The installer's choice; null where GHL does not say. */
  installsToFuture: boolean | null;
  /** When the first page was asked for, by GHL's clock. */
  at: Date;
}

/**
 * Makes what we know of a company's locations what GHL lists: to the last page or not at all. Webhooks that are newer
 * than the list keep their word. Never joined to a read that is under way: that one may have begun before what the caller
 * wants to see. Whoever comes meanwhile shares the next: fifty pages that somebody asks for again and again are read once.
 */
export const reconcileLocations = (ctx: OAuthContext, companyId: string, deadline: number): Promise<void> =>
  ctx.runs.shareNext(`reconcile:${companyId}`, () => readAndStore(ctx, companyId, deadline));

/** The same for who has to leave by then; the read goes on. */
export async function reconcileInTime(ctx: OAuthContext, companyId: string): Promise<void> {
  const deadline = Date.now() + ctx.timings.readDeadlineMs;
  const outcome = await withDeadline(reconcileLocations(ctx, companyId, deadline), deadline);
  if (outcome !== 'late') return;
  throw new BridgeFailure(
    'GHL_UNAVAILABLE',
    'GoHighLevel is slow to give the list of sub-accounts; the read goes on. Ask again in a moment.',
    { retryAfterMs: 2_000 },
  );
}

async function readAndStore(ctx: OAuthContext, companyId: string, latest: number): Promise<void> {
  // It may have waited for the read before it.
  const deadline = Math.max(latest, Date.now() + ctx.timings.readDeadlineMs);
  const installation = await findInstallation(ctx, { companyId, locationId: null });
  if (installation === undefined) {
    throw new BridgeFailure(
      'NOT_INSTALLED',
      'This agency has not connected Groundwork. An admin of it has to connect GoHighLevel.',
    );
  }
  try {
    const startedAt = await databaseTime(ctx);
    const list = await readAll(ctx, { installationId: installation.id, companyId, deadline });
    await store(ctx, { companyId, installationId: installation.id }, { ...list, startedAt });
    ctx.metrics.reconciles.inc({ outcome: 'ok' });
  } catch (error) {
    ctx.metrics.reconciles.inc({ outcome: 'failed' });
    await schedule(ctx, installation.id, new Date(Date.now() + 60_000 * (0.5 + Math.random())));
    throw error;
  }
}

const pageSize = 100;

/** GHL's `count` is the total under the company, and a page may be capped below what was asked: an empty page is the end. */
async function readAll(
  ctx: OAuthContext,
  { installationId, companyId, deadline }: { installationId: string; companyId: string; deadline: number },
): Promise<List> {
  const found = new Map<string, SeenLocation>();
  let at: Date | undefined;
  let installsToFuture: boolean | null = null;
  for (let skip = 0; ;) {
    const answer = await callAsAgency(ctx, {
      installationId,
      deadline,
      call: (accessToken) => ctx.ghl.listInstalledLocations({ accessToken, companyId, skip, limit: pageSize }),
    });
    if (answer.kind === 'refused')
      throw incomplete(`GoHighLevel answered ${answer.refusal.status}: ${answer.refusal.said}`);
    at ??= answer.at;
    const { locations, received } = answer.value;
    installsToFuture ??= answer.value.installsToFuture;
    if (received === 0) return { locations: [...found.values()], installsToFuture, at };
    const knownBefore = found.size;
    for (const location of locations) found.set(location.locationId, location);
    if (locations.length > 0 && found.size === knownBefore)
      throw incomplete('GoHighLevel repeats one page without end');
    skip += received;
  }
}

async function store(
  { db, timings }: OAuthContext,
  { companyId, installationId }: { companyId: string; installationId: string },
  { locations, installsToFuture, at, startedAt }: List & { startedAt: Date },
): Promise<void> {
  await db.transaction().execute(async (trx) => {
    await noteCause(trx, 'installed list');
    const next = new Date(Date.now() + timings.reconcileEveryMs * (0.9 + 0.2 * Math.random()));
    // An INSTALL that came while the list was read asks for another read: its wish stays.
    const isAskedAgain = sql<boolean>`reconcile_after between ${startedAt} and now()`;
    await trx
      .updateTable('installations')
      .set({
        reconciled_at: new Date(),
        reconcile_after: sql`case when ${isAskedAgain} then reconcile_after else ${next} end`,
        ...(installsToFuture === null ? {} : { installs_to_future_locations: installsToFuture }),
      })
      .where('id', '=', installationId)
      .execute();
    await recordInstalled(trx, { companyId, locations, at });
    const gone = await trx
      .updateTable('installed_locations')
      .set(leavingColumns(at))
      .where('company_id', '=', companyId)
      .where('state', 'in', ['active', 'paused'])
      .where('installed_at', '<', at)
      .returning('location_id')
      .execute();
    if (gone.length > 0) {
      const ids = gone.map((row) => row.location_id);
      await trx
        .deleteFrom('location_tokens')
        .where('company_id', '=', companyId)
        .where('location_id', 'in', ids)
        .execute();
    }
  });
}

/** Wishes for another read carry this clock. */
async function databaseTime({ db }: OAuthContext): Promise<Date> {
  const { rows } = await sql<{ now: Date }>`select clock_timestamp() as now`.execute(db);
  return rows[0]?.now ?? new Date();
}

const schedule = ({ db }: OAuthContext, id: string, at: Date) =>
  db.updateTable('installations').set({ reconcile_after: at }).where('id', '=', id).execute();

const incomplete = (why: string): BridgeFailure =>
  new BridgeFailure('GHL_UNAVAILABLE', `The sub-accounts could not be read to the end. ${why}. Try again shortly.`);
