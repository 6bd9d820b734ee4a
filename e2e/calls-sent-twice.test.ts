import { connect, type Db } from '@groundwork/db';
import { fixtures } from '@groundwork/ghl-sandbox';
import { sql } from 'kysely';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { type Instance, startInstance } from '../scripts/instance.ts';
import { type SignedIn, signIn } from '../scripts/sign-in.ts';

/** An API process that is killed when it has committed what a call asked for and not yet kept the answer. */

let instance: Instance;
let member: SignedIn;
let db: Db;
let blueprintVersionId: string;

beforeAll(async () => {
  instance = await startInstance({ useFreePorts: true, buildWeb: false });
  member = await signIn(instance.url);
  db = connect(instance.databaseUrl, { maxConnections: 2 });
  const source = 'groundwork: 1\nname: Little\nresources:\n  tag:\n    one: { name: one }\n';
  blueprintVersionId = (await member.trpc.blueprints.save.mutate({ source })).id;
});
afterAll(async () => {
  await db.destroy();
  await instance.stop();
});

const { id: locationId } = fixtures.locations.accounting;

test.each([
  ['plans.create', 'plans', () => ({ locationId, blueprintVersionId, variables: {} })],
  ['rollouts.create', 'rollouts', () => ({ blueprintVersionId, targets: [{ locationId }] })],
])('%s is done once, whatever its process died of, and answers when it is sent again', async (path, table, input) => {
  const send = () =>
    fetch(new URL(`/trpc/${path}`, instance.apiUrl), {
      method: 'POST',
      headers: { cookie: member.cookie, 'content-type': 'application/json', 'idempotency-key': `once-${path}` },
      body: JSON.stringify(input()),
    });
  const answers = await holdAnswers();
  const cutOff = send().then(
    () => 'answered',
    () => 'cut off',
  );
  await expect.poll(answers.held).toBe(1);
  expect(await idsIn(table)).toHaveLength(1);
  await instance.roles.api.kill('SIGKILL');
  expect(await cutOff).toBe('cut off');
  await answers.letGo();
  await instance.ready();

  const statusOf = async () => (await send()).status;
  await expect.poll(statusOf, { timeout: 60_000, interval: 500 }).toBe(200);
  const again = (await (await send()).json()) as { result: { data: { id: string } } };
  expect(await idsIn(table)).toEqual([again.result.data.id]);
});

const idsIn = async (table: string): Promise<string[]> => {
  const { rows } = await sql<{ id: string }>`select id from ${sql.table(table)}`.execute(db);
  return rows.map(({ id }) => id);
};

/** From here on no answer is kept: the database never ends the statement that would. */
async function holdAnswers() {
  await sql`create function never_end() returns trigger language plpgsql as
    'begin perform pg_sleep(3600); return new; end'`.execute(db);
  await sql`create trigger never_end before update on idempotent_calls
    for each row when (new.finished_at is not null) execute function never_end()`.execute(db);
  const sleeping = sql`pg_stat_activity where wait_event = 'PgSleep' and datname = current_database()`;
  return {
    held: async () => (await sql`select from ${sleeping}`.execute(db)).rows.length,
    /** As if the process had died a moment before it sent that statement. */
    async letGo() {
      await sql`select pg_terminate_backend(pid) from ${sleeping}`.execute(db);
      await sql`drop function never_end cascade`.execute(db);
    },
  };
}
