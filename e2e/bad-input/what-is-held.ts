import { connect } from '@groundwork/db';
import type { createSandboxControl } from '@groundwork/ghl-sandbox';
import { sql } from 'kysely';
import { setTimeout as sleep } from 'node:timers/promises';
import type { Instance } from '../../scripts/instance.ts';

const ours = [
  'agencies',
  'members',
  'sessions',
  'invitations',
  'locations',
  'blueprints',
  'blueprint_versions',
  'plans',
  'jobs',
  'job_steps',
  'resource_states',
  'location_groups',
  'variable_values',
  'templates',
  'rollouts',
  'rollout_targets',
  'install_rules',
  'drift_checks',
  'drift_findings',
  'drift_ignores',
  'assistant_settings',
  'assistant_calls',
  'api_keys',
];
/** Without the minted location tokens: they are a cache, which a new grant empties. */
const oauths = ['installations', 'installed_locations', 'tickets', 'webhook_deliveries'];

type Sandbox = ReturnType<typeof createSandboxControl>;

/** Counts everything that is kept: rows of both databases, GHL's resources, and the writes GHL was asked for. */
export function createLedger(instance: Instance, sandbox: Sandbox) {
  const api = connect(instance.databaseUrl, { maxConnections: 1 });
  const oauth = connect(instance.oauthDatabaseUrl, { maxConnections: 1 });

  /** Of news of the OAuth service pages are told whenever they come, which says nothing of what was just asked. */
  const countEvents = async (): Promise<Record<string, number>> => {
    const { rows } = await sql<{ events: number }>`select count(*) as events from events
      where event ->> 'type' not in ('connections.changed', 'accounts.changed')`.execute(api);
    return { events: rows[0]?.events ?? 0 };
  };

  const count = async (db: typeof api, tables: string[]): Promise<Record<string, number>> => {
    const counts = tables.map((table) => sql`(select count(*) from ${sql.table(table)}) as ${sql.ref(table)}`);
    const { rows } = await sql<Record<string, number>>`select ${sql.join(counts)}`.execute(db);
    return rows[0] ?? {};
  };

  return {
    /** What is due by itself comes at a time of its own; what came due at the start is waited for. */
    async endSchedules(): Promise<void> {
      await sql`delete from pgboss.schedule`.execute(api);
      for (let asked = 0; asked < 600; asked++) {
        const { rows } = await sql`select from pgboss.job where state < 'completed'`.execute(api);
        if (rows.length === 0) return;
        await sleep(100);
      }
      throw new Error('what came due at the start does not end');
    },
    async read({ but = [] }: { but?: string[] } = {}): Promise<Record<string, number>> {
      const [here, events, there, state, { routes }] = await Promise.all([
        count(api, ours),
        countEvents(),
        count(oauth, oauths),
        sandbox.state(),
        sandbox.stats(),
      ]);
      const writes = Object.entries(routes).filter(([route]) =>
        /^(POST|PUT|DELETE) \/(locations|calendars|opportunities|products|links)\//.test(route),
      );
      const ghl = Object.entries(state.resources).map(([kind, held]) => [`ghl ${kind}`, held]);
      const all: Record<string, number> = {
        ...here,
        ...events,
        ...there,
        ...Object.fromEntries(ghl),
        writes: writes.reduce((sum, [, calls]) => sum + calls, 0),
      };
      return Object.fromEntries(Object.entries(all).filter(([name]) => !but.includes(name)));
    },
    /** A tag that was edited in an account, as a check writes it down. */
    async insertDrift(place: { blueprintId: string; locationId: string }) {
      const causeKey = 'own-drift';
      const { agency_id } = await api
        .selectFrom('blueprints')
        .where('id', '=', place.blueprintId)
        .select('agency_id')
        .executeTakeFirstOrThrow();
      const whose = { agency_id, blueprint_id: place.blueprintId, location_id: place.locationId, cause: causeKey };
      const found = { address: 'tag.a', kind: 'tag', path: 'name', what: 'edited', title: 'own' } as const;
      await api
        .insertInto('drift_findings')
        .values({ ...whose, ...found, expected: '"own"', live: '"theirs"', first_seen_at: new Date() })
        .execute();
      const { id } = await api
        .insertInto('drift_ignores')
        .values({ ...whose, until: new Date(), reason: 'own' })
        .returning('id')
        .executeTakeFirstOrThrow();
      return { causeKey, ignoreId: id };
    },
    /** Lets time pass for what a person would have to wait for. */
    inOAuth: (statement: string) => sql.raw(statement).execute(oauth),
    close: () => Promise.all([api.destroy(), oauth.destroy()]),
  };
}
