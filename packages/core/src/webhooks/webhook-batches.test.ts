import { sql } from 'kysely';
import { randomBytes } from 'node:crypto';
import { afterAll, beforeAll, beforeEach, expect, test } from 'vitest';
import { createWorld, type World } from '../testing/world.ts';
import { createWebhookIntake, type WebhookOutcome } from './webhook-intake.ts';

let world: World;
beforeAll(async () => {
  world = await createWorld();
});
afterAll(() => world.close());
beforeEach(() => sql`truncate webhook_deliveries`.execute(world.core.db));

type Receive = ReturnType<typeof createWebhookIntake>;

const told = (receive: Receive, id: string, fields: Record<string, string> = {}): Promise<WebhookOutcome> =>
  receive({ id, body: { type: 'ContactUpdate', locationId: 'elsewhere', ...fields } });
const many = (count: number) => Array.from({ length: count }, (_, index) => `w${String(index).padStart(3, '0')}`);
const kept = async () => {
  const rows = await world.core.db.selectFrom('webhook_deliveries').select('id').orderBy('id').execute();
  return rows.map(({ id }) => id);
};
/** Longer than an index of PostgreSQL takes. */
const unstorableId = () => randomBytes(4_000).toString('hex');

test('what comes together is committed together, and each is answered', async () => {
  const receive = createWebhookIntake(world.core);
  const outcomes = await Promise.all(many(300).map((id) => told(receive, id)));
  expect(outcomes.every((outcome) => outcome === 'stored')).toBe(true);
  expect(await kept()).toEqual(many(300));
  const { rows } = await sql<{ xmin: string }>`select distinct xmin::text from webhook_deliveries`.execute(
    world.core.db,
  );
  expect(rows).toHaveLength(1);
});

test('an answer says what is committed: another connection finds the event at once', async () => {
  const receive = createWebhookIntake(world.core);
  await Promise.all(
    many(40).map(async (id) => {
      await told(receive, id);
      expect(await kept()).toContain(id);
    }),
  );
});

test('of one that comes several times at once the first is stored', async () => {
  const receive = createWebhookIntake(world.core);
  const outcomes = await Promise.all(['w1', 'w2', 'w1', 'w1'].map((id) => told(receive, id)));
  expect(outcomes).toEqual(['stored', 'stored', 'duplicate', 'duplicate']);
  expect(await kept()).toEqual(['w1', 'w2']);
});

test('replicas that are sent the same ones in other orders store each once, and neither waits for good', async () => {
  const [one, other] = [createWebhookIntake(world.core), createWebhookIntake(world.core)];
  const ids = many(200);
  const ofOne = Promise.all(ids.map((id) => told(one, id)));
  const ofOther = Promise.all(ids.toReversed().map((id) => told(other, id)));
  const outcomes = [...(await ofOne), ...(await ofOther)];
  expect(outcomes.filter((outcome) => outcome === 'stored')).toHaveLength(200);
  expect(outcomes.filter((outcome) => outcome === 'duplicate')).toHaveLength(200);
  expect(await kept()).toEqual(ids);
});

test('what the database refuses fails alone: those that came with it are stored', async () => {
  const receive = createWebhookIntake(world.core);
  const ids = many(60);
  ids.splice(17, 0, unstorableId());
  ids.splice(41, 0, unstorableId());
  const ends = await Promise.allSettled(ids.map((id) => told(receive, id)));
  const refused = ends.flatMap((end, index) => (end.status === 'rejected' ? [index] : []));
  expect(refused).toEqual([17, 41]);
  expect(await kept()).toEqual(many(60));
});

test('what the database refuses for all fails for all, and the next are stored', async () => {
  const receive = createWebhookIntake(world.core);
  await sql`alter table webhook_deliveries rename to elsewhere`.execute(world.core.db);
  const ends = await Promise.allSettled(many(5).map((id) => told(receive, id)));
  await sql`alter table elsewhere rename to webhook_deliveries`.execute(world.core.db);
  expect(ends.map(({ status }) => status)).toEqual(Array(5).fill('rejected'));
  expect(await told(receive, 'w000')).toBe('stored');
});

test('what waits is bounded: more is not taken, and is when there is room again', async () => {
  const receive = createWebhookIntake(world.core, { maxWaitingBytes: 10_000 });
  const outcomes = await Promise.all(many(8).map((id) => told(receive, id)));
  expect(new Set(outcomes)).toEqual(new Set(['stored', 'full']));
  const full = many(8).filter((_, index) => outcomes[index] === 'full');
  expect(await kept()).toEqual(many(8).filter((id) => !full.includes(id)));
  for (const id of full) expect(await told(receive, id)).toBe('stored');
  // One that is larger than the bound itself is taken when nothing else waits.
  expect(await told(receive, 'large', { text: 'x'.repeat(20_000) })).toBe('stored');
});

test('what PostgreSQL takes nowhere is left out, in names of fields too', async () => {
  const receive = createWebhookIntake(world.core);
  await told(receive, 'w1', { 'na\0me\ud83d': 'Zo\ud83d\0', path: String.raw`C:\u0000 \\ud83d` });
  const { body } = await world.core.db.selectFrom('webhook_deliveries').select('body').executeTakeFirstOrThrow();
  expect(body).toMatchObject({ 'name\ufffd': 'Zo\ufffd', path: String.raw`C:\u0000 \\ud83d` });
});
