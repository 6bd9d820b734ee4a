import { createSandboxControl, fixtures } from '@groundwork/ghl-sandbox';
import { sql } from 'kysely';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { connectDatabase, type Database } from '../apps/oauth/src/db/connect.ts';
import { type Instance, startInstance } from '../scripts/instance.ts';
import { freePort } from '@groundwork/db/embedded';
import { signIn } from '../scripts/sign-in.ts';
import { startBackend, type Backend } from './restarts/backend.ts';
import { askUntilAnswered, connect, type Tally, type Trpc } from './restarts/client.ts';
import { roleEnvironment } from './role-environment.ts';

/** A hundred ends of the API under load, and the OAuth service untouched: what the two are apart for. */

const backendCount = 4;
const restartsEach = 25;
const clientsEach = 2;
const source = 'groundwork: 1\nname: Little\nresources:\n  tag:\n    one: { name: one }\n';

let instance: Instance;
let db: Database;
let backends: Backend[] = [];

beforeAll(async () => {
  instance = await startInstance({ useFreePorts: true, buildWeb: false });
  db = connectDatabase(instance.oauthDatabaseUrl, () => undefined);
});
afterAll(async () => {
  await Promise.all(backends.map((backend) => backend.stop()));
  await db.destroy();
  await instance.stop();
});

test(
  'a hundred restarts of the API under load cost no token read and no installation',
  { timeout: 600_000 },
  async () => {
    const sandbox = createSandboxControl(instance.sandboxUrl ?? '');
    await sandbox.setKnobs({ rateLimit: { burst: 100_000, intervalMs: 10_000, daily: 10_000_000 } });
    const { trpc, cookie } = await signIn(instance.url);
    const { accounts } = await trpc.accounts.sync.mutate();
    const locationIds = accounts.filter(({ state }) => state === 'active').map(({ id }) => id);
    const { id: blueprintVersionId } = await trpc.blueprints.save.mutate({ source });
    const before = await kept();
    const oauthPid = instance.roles.oauth.pid;

    const env = {
      ...roleEnvironment(instance, 'api'),
      NODE_COMPILE_CACHE: join(instance.dataDir, 'compile-cache'),
    };
    const ports = await Promise.all(Array.from({ length: backendCount }, freePort));
    backends = await Promise.all(ports.map((port) => startBackend(env, port)));

    const tally: Tally = { answered: 0, repeated: 0 };
    const over = new AbortController();
    /** A plan reads the account with its token; a sync has the OAuth service ask GHL as the agency. */
    const askOn = async (backend: Backend, client: number) => {
      const { accounts: of, plans }: Trpc = connect(backend.url, cookie);
      for (let turn = client; !over.signal.aborted; turn++) {
        const locationId = locationIds[turn % locationIds.length] ?? '';
        await askUntilAnswered(tally, () =>
          turn % 5 === 4 ? of.sync.mutate() : plans.create.mutate({ locationId, blueprintVersionId, variables: {} }),
        );
        backend.noteServed();
      }
    };
    const restartOften = async (backend: Backend, offset: number) => {
      const ends = [];
      for (let turn = 0; turn < restartsEach; turn++) {
        await backend.hasServed(4);
        ends.push(await backend.restart((turn + offset) % 2 === 0 ? 'SIGTERM' : 'SIGKILL'));
      }
      await backend.hasServed(4);
      return ends;
    };
    const clients = backends.flatMap((backend) =>
      Array.from({ length: clientsEach }, (_, client) => askOn(backend, client)),
    );
    const restarts = Promise.all(backends.map(restartOften)).finally(() => over.abort());
    const [ends] = await Promise.all([restarts, renewOften(over.signal), ...clients]);

    // Ended in order where it was asked, by force where it was not.
    expect(countBy(ends.flat())).toEqual({ 0: 50, SIGKILL: 50 });
    expect(instance.roles.oauth.pid).toBe(oauthPid);
    expect(tally.answered).toBeGreaterThanOrEqual(4 * 100);
    // The load met every one of these gaps.
    expect(tally.repeated).toBeGreaterThanOrEqual(100);

    const reads = await counts('token_reads', 'outcome');
    expect(Object.keys(reads)).toEqual(['OK']);
    expect(reads['OK']).toBeGreaterThanOrEqual(100);
    expect(await kept()).toEqual(before);
    expect(before.filter(({ what }) => what === 'location')).toHaveLength(locationIds.length);
    // The last renewal may still be on its way.
    const journal = () => counts('refresh_journal', 'state');
    await expect.poll(async () => Object.keys(await journal())).toEqual(['done']);
    expect((await journal())['done']).toBeGreaterThanOrEqual(5);
  },
);

const countBy = (values: readonly (string | number)[]): Record<string, number> =>
  Object.fromEntries(Object.entries(Object.groupBy(values, String)).map(([value, all]) => [value, all?.length ?? 0]));

/** Every installation and every installed location, with its state. */
async function kept(): Promise<{ what: string; id: string; state: string }[]> {
  const { rows } = await sql<{ what: string; id: string; state: string }>`
    select 'grant' as what, id, state from installations
    union all select 'location', location_id, state from installed_locations order by what, id`.execute(db);
  expect(new Set(rows.map(({ state }) => state))).toEqual(new Set(['active']));
  return rows;
}

async function counts(table: string, column: string): Promise<Record<string, number>> {
  const { rows } = await sql<{ value: string; count: string }>`
    select ${sql.ref(column)} as value, count(*) from ${sql.table(table)} group by 1`.execute(db);
  return Object.fromEntries(rows.map(({ value, count }) => [value, Number(count)]));
}

/** Meanwhile the grant is refreshed again and again, and every minted token ends: what a backend holds is soon of no use. */
async function renewOften(signal: AbortSignal): Promise<void> {
  while (!signal.aborted) {
    await sql`update installations set refresh_after = now() where company_id = ${fixtures.agency.id}`.execute(db);
    await sleep(1_000);
    await sql`delete from location_tokens`.execute(db);
    await sleep(1_000);
  }
}
