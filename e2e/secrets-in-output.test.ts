import { chmodSync, mkdtempSync, readFileSync, readdirSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { createSandboxControl, fixtures } from '@groundwork/ghl-sandbox';
import { sql } from 'kysely';
import { afterAll, beforeAll, expect, test, vi } from 'vitest';
import { connectDatabase } from '../apps/oauth/src/db/connect.ts';
import type { Database } from '../apps/oauth/src/db/connect.ts';
import { newTokenKey, openSealedRows, ringText } from '../apps/oauth/src/testing/sealed-rows.ts';
import { type Instance, startInstance } from '../scripts/instance.ts';
import { runMainJob } from '../scripts/main-job.ts';

/** All that every role says in a run with an install, a job, refreshes, failures of each kind and a change of keys. */

const companyId = fixtures.agency.id;
const [oldKey, newKey] = [newTokenKey('old'), newTokenKey('new')];
const secrets = new Map<string, string>();
const patient = { timeout: 60_000, interval: 50 };
let dataDir = '';
let metrics = '';
let instance: Instance;
let db: Database;

beforeAll(async () => {
  dataDir = mkdtempSync(join(tmpdir(), 'groundwork-output-'));
  chmodSync(dataDir, 0o755);
});
afterAll(async () => {
  await db?.destroy();
  await instance?.stop();
  rmSync(dataDir, { recursive: true, force: true });
});

const start = async (ring: string): Promise<void> => {
  const env = { TOKEN_ENCRYPTION_KEYS: ring, LOG_LEVEL: 'debug' };
  instance = await startInstance({ dataDir, useFreePorts: true, buildWeb: false, env });
  db = connectDatabase(instance.oauthDatabaseUrl, () => undefined);
};

test(
  'no token, key or client secret is in any log, metric or kept error of any role',
  { timeout: 240_000 },
  async () => {
    await start(ringText([oldKey, newKey]));
    const sandbox = createSandboxControl(instance.sandboxUrl ?? '');
    await runMainJob(instance.url, () => undefined);
    await remember();

    await refresh();
    const echo = JSON.stringify({ message: `Cannot use ${[...secrets.keys()].join(' ')}` });
    for (const [status, body] of [
      [400, echo],
      [401, echo],
      [500, echo],
    ] as const)
      await sandbox.addFault({ path: '/oauth/token', mode: 'status', status, contentType: 'application/json', body });
    await refresh();
    for (const mode of ['drop', 'empty', 'act-and-drop'] as const)
      await sandbox.addFault({ path: '/oauth/token', mode });
    await refresh();
    await sandbox.addFault({ path: '/oauth/locationToken', mode: 'status', status: 400, body: echo });
    await sql`delete from location_tokens`.execute(db);
    await runMainJob(instance.url, () => undefined).catch(() => undefined);
    await remember();
    await collectMetrics();

    await db.destroy();
    await instance.stop();
    await start(ringText([newKey, oldKey]));
    await vi.waitFor(async () => {
      await openSealedRows(db, [newKey]);
      expect(readOutput()).toContain('no stored token and no running replica needs these keys');
    }, patient);
    await refresh();
    await createSandboxControl(instance.sandboxUrl ?? '').revoke({ companyId });
    await sql`update installations set refresh_after = now()`.execute(db);
    await vi.waitFor(() => expect(readOutput()).toContain('GHL refused a refresh'), patient);
    await collectMetrics();

    const kept = JSON.parse(readFileSync(join(dataDir, 'secrets.json'), 'utf8')) as Record<string, string>;
    for (const [name, value] of Object.entries(kept)) if (name !== 'sandboxClientId') secrets.set(value, name);
    for (const entry of ringText([oldKey, newKey]).split(',')) secrets.set(entry.slice(4), `key ${entry.slice(0, 3)}`);
    expect([...secrets.keys()].filter((secret) => secret.length < 20)).toEqual([]);
    expect(secrets.size).toBeGreaterThan(12);

    // What went wrong is kept in rows and shown to people.
    const { rows } = await sql<{ said: string }>`
    select concat_ws(' ', last_error, broken_reason) as said from installations
    union all select error from refresh_journal where error is not null`.execute(db);
    expect(rows.length).toBeGreaterThan(3);
    const output = [readOutput(), metrics, ...rows.map(({ said }) => said)].join('\n');
    for (const role of [
      '"service":"oauth"',
      '"service":"api"',
      '"service":"worker"',
      'key rotation: a batch was sealed anew',
      'oauth_refreshes_total',
    ])
      expect(output).toContain(role);
    expect([...secrets].filter(([secret]) => output.includes(secret)).map(([, name]) => name)).toEqual([]);
    expect(output.match(/eyJ[\w-]{20,}/g) ?? []).toEqual([]);
  },
);

/** Everything the OAuth service holds now, in the clear. */
async function remember(): Promise<void> {
  for (const [place, token] of await openSealedRows(db, [newKey, oldKey])) secrets.set(token, place);
}

/** Asks for a new pair until there is one, whatever fails on the way. */
async function refresh(): Promise<void> {
  const pairNumber = async () =>
    (await db.selectFrom('installations').select('pair_number').executeTakeFirstOrThrow()).pair_number;
  const before = await pairNumber();
  await vi.waitFor(async () => {
    await sql`update installations set refresh_after = '1970-01-01', next_attempt_at = null where pair_number = ${before}`.execute(
      db,
    );
    expect(await pairNumber()).toBeGreaterThan(before);
  }, patient);
  await remember();
}

async function collectMetrics(): Promise<void> {
  for (const url of [instance.apiUrl, instance.oauthUrl]) metrics += await (await fetch(`${url}/metrics`)).text();
}

const readOutput = (): string => {
  const logs = join(dataDir, 'logs');
  return readdirSync(logs)
    .map((name) => readFileSync(join(logs, name), 'utf8'))
    .join('\n');
};
