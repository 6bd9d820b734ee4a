import { sql } from 'kysely';
import { setTimeout as sleep } from 'node:timers/promises';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { connectDatabase, type Database } from '../apps/oauth/src/db/connect.ts';
import { freePort } from '@groundwork/db/embedded';
import { superviseRole, type Role } from '../scripts/role.ts';
import { contentsOf } from './kills/contents.ts';
import { roomy } from './kills/gym.ts';
import { count, openWorld, until, type World } from './kills/world.ts';
import { roleEnvironment } from './role-environment.ts';

/** Two replicas of the OAuth service on one database, and jobs that need their tokens. */

let world: World;
let other: Role;
let db: Database;
const deadline = { timeout: 300_000 };

beforeAll(async () => {
  const [port, oauth, sandbox, second] = await Promise.all([freePort(), freePort(), freePort(), freePort()]);
  const urls = [oauth, second].map((replica) => `http://127.0.0.1:${replica}`);
  world = await openWorld({
    PORT: String(port),
    OAUTH_PORT: String(oauth),
    SANDBOX_PORT: String(sandbox),
    OAUTH_URLS: urls.join(','),
  });
  other = superviseRole(
    {
      name: 'oauth-2',
      entry: 'apps/oauth/src/main.ts',
      env: { ...roleEnvironment(world.instance, 'oauth'), OAUTH_PORT: String(second) },
      readyUrl: `${urls[1]}/health/ready`,
      logFile: `${world.instance.dataDir}/logs/oauth-2.log`,
    },
    () => undefined,
  );
  other.start();
  await other.ready();
  db = connectDatabase(world.instance.oauthDatabaseUrl, () => undefined);
  await world.sandbox.setKnobs(roomy);
});
afterAll(async () => {
  await db?.destroy();
  await other?.stop();
  await world?.instance.stop();
});

/** Ten values that each name the one before: the steps come one after the other, however fast anybody is. */
const links = 10;
const source = `
groundwork: 1
name: Chain
resources:
  customField:
    first: { name: First, model: contact, dataType: TEXT }
  customValue:
    v0: { name: Value 0, value: "\${customField.first.fieldKey}" }
${Array.from({ length: links - 1 }, (_, index) => `    v${index + 1}: { name: Value ${index + 1}, value: "\${customValue.v${index}.fieldKey}" }`).join('\n')}
`;
/** A success that says the truth: every object is in the account, and none twice. */
const whole = {
  state: 'SUCCESS',
  error: null,
  done: links + 1,
  holds: ['customField first', ...Array.from({ length: links }, (_, index) => `customValue value ${index}`)].toSorted(),
};

const start = async (planId: string) => (await world.member.trpc.jobs.start.mutate({ planId })).id;
const applied = async (id: string) => count(await world.job(id), 'APPLIED', 'VERIFIED');

async function whatCameOf(jobId: string) {
  const { state, error, done, location } = await world.ended(jobId);
  return { state, error, done, holds: await contentsOf(world.sandbox, location.id) };
}

/** As by a power cut: nobody starts it again. */
const killForGood = (role: Role) => Promise.all([role.kill('SIGKILL'), role.stop()]);

/** Dead until somebody got a token from the one that is left. */
async function servedAloneWhile(role: Role): Promise<void> {
  await killForGood(role);
  const before = await tokensRead();
  await until(async () => (await tokensRead()) > before);
  role.start();
  await role.ready();
}

async function tokensRead(): Promise<number> {
  const { rows } = await sql<{ count: string }>`select count(*) from token_reads where outcome = 'OK'`.execute(db);
  return Number(rows[0]?.count);
}

async function expectKept(): Promise<void> {
  const { rows } = await sql<{ state: string }>`select state from installations`.execute(db);
  expect(rows).toEqual([{ state: 'active' }]);
}

test(
  'one replica killed in the middle of running jobs, started again, then the other: no job fails',
  deadline,
  async () => {
    const { openAccounts, plan, sandbox, instance } = world;
    const names = Array.from({ length: 12 }, (_, index) => `Killed ${index}`);
    const accounts = await openAccounts(...names);
    const plans = [];
    for (const name of names) plans.push(await plan(accounts[name] ?? '', source));
    await sandbox.setKnobs({ latencyMs: 300 });
    const early = await Promise.all(plans.slice(0, 6).map(({ id }) => start(id)));
    await until(async () => (await Promise.all(early.map(applied))).every((steps) => steps >= 1));

    // Whatever the worker holds is of no use any more, and the replica that gave it is dead.
    await sandbox.expireAccessTokens();
    await servedAloneWhile(instance.roles.oauth);
    const late = await Promise.all(plans.slice(6).map(({ id }) => start(id)));
    await until(async () => (await Promise.all(late.map(applied))).some((steps) => steps >= 1));
    await sql`delete from location_tokens`.execute(db);
    await servedAloneWhile(other);

    const jobs = [...early, ...late];
    for (const id of jobs) expect(await whatCameOf(id)).toEqual(whole);
    await expectKept();
  },
);

test(
  'both replicas away for twenty seconds: a token in memory goes on, what needs one waits, and all end well',
  deadline,
  async () => {
    const { openAccounts, plan, sandbox, instance, job } = world;
    const { Holding, Waiting } = await openAccounts('Holding', 'Waiting');
    const [held, waited] = [await plan(Holding, source), await plan(Waiting, source)];
    await sandbox.setKnobs({ latencyMs: 1_500 });
    const holding = await start(held.id);
    await until(async () => (await applied(holding)) >= 1);

    const both = [instance.roles.oauth, other];
    await Promise.all(both.map(killForGood));
    const atFirst = await applied(holding);
    const waiting = await start(waited.id);
    await sleep(20_000);
    expect(await applied(holding)).toBeGreaterThan(atFirst + 2);
    expect(await job(waiting)).toMatchObject({ state: 'PROCESSING', done: 0, error: null });
    expect(await contentsOf(sandbox, Waiting)).toEqual([]);
    for (const role of both) role.start();

    for (const id of [holding, waiting]) expect(await whatCameOf(id)).toEqual(whole);
    await expectKept();
  },
);
