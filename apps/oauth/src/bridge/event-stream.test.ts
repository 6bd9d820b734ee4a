import { randomUUID } from 'node:crypto';
import { sql } from 'kysely';
import { afterAll, afterEach, beforeAll, expect, test, vi } from 'vitest';
import { hearEvents } from '../testing/hear-events.ts';
import type { Hearing } from '../testing/hear-events.ts';
import { createWorld } from '../testing/world.ts';
import type { TestWorld } from '../testing/world.ts';

const patient = { timeout: 60_000, interval: 30 };
let world: TestWorld;
const hearings: Hearing[] = [];

beforeAll(async () => {
  // No heartbeat looks for rows here: what arrives was announced.
  world = await createWorld({ timings: { heartbeatMs: 600_000 }, env: { BRIDGE_AGENCIES: 'other=second' } });
  const grants = ['first', 'second'].map((companyId) => ({
    id: randomUUID(),
    company_id: companyId,
    user_type: 'Company' as const,
    issued_at: new Date(),
  }));
  await world.service.db.insertInto('installations').values(grants).execute();
});
afterEach(() => hearings.splice(0).forEach((hearing) => hearing.stop()));
afterAll(() => world.close());

const hear = async (...args: Parameters<typeof hearEvents>) => {
  const hearing = await hearEvents(...args);
  hearings.push(hearing);
  return hearing;
};
const cursorOf = ({ lines }: Hearing) => {
  const [hello] = lines;
  if (hello?.type !== 'hello') throw new Error('The stream did not begin with a hello.');
  return hello.cursor;
};
const renew = (companyId: string, db: Pick<TestWorld['service']['db'], 'updateTable'> = world.service.db) =>
  db
    .updateTable('installations')
    .set((eb) => ({ pair_number: eb('pair_number', '+', 1) }))
    .where('company_id', '=', companyId)
    .execute();

test('one commit is heard at every replica', async () => {
  const replica = await world.addReplica();
  const heard = await Promise.all([hear(world.service), hear(replica)]);
  await renew('first');
  for (const hearing of heard) {
    await vi.waitFor(
      () => expect(hearing.events()).toMatchObject([{ kind: 'refreshed', companyId: 'first', locationId: null }]),
      patient,
    );
  }
});

test('a change that began first and was committed last is heard last, and never skipped', async () => {
  const hearing = await hear(world.service);
  const begin = cursorOf(hearing);
  await world.service.db.transaction().execute(async (trx) => {
    await renew('first', trx);
    await renew('second');
    await vi.waitFor(() => expect(hearing.events()).toHaveLength(1), patient);
  });
  await vi.waitFor(
    () => expect(hearing.events().map(({ companyId }) => companyId)).toEqual(['second', 'first']),
    patient,
  );

  const late = await hear(world.service, { after: begin });
  expect(late.lines[0]).toMatchObject({ type: 'hello', resumed: true });
  await vi.waitFor(() => expect(late.events()).toEqual(hearing.events()), patient);
});

test('what was rolled back is not heard', async () => {
  const hearing = await hear(world.service);
  const attempt = world.service.db.transaction().execute(async (trx) => {
    await renew('first', trx);
    throw new Error('not today');
  });
  await expect(attempt).rejects.toThrow('not today');
  await renew('second');
  await vi.waitFor(() => expect(hearing.events()).toMatchObject([{ companyId: 'second' }]), patient);
});

test('a limited backend hears of its agencies alone, and its place moves on all the same', async () => {
  const limited = await hear(world.service, { backend: 'other' });
  await renew('first');
  await vi.waitFor(() => expect(limited.lines.at(-1)?.type).toBe('heartbeat'), patient);
  await renew('second');
  await vi.waitFor(() => expect(limited.events()).toMatchObject([{ companyId: 'second' }]), patient);
  const moved = { ...cursorOf(limited), position: cursorOf(limited).position + 2 };
  expect(limited.events()[0]?.position).toBe(moved.position);
});

test('a place in another feed, or one that is not reached yet, means nothing here', async () => {
  const here = cursorOf(await hear(world.service));
  for (const after of [
    { feed: 'another', position: 0 },
    { ...here, position: here.position + 1 },
  ]) {
    const { lines } = await hear(world.service, { after });
    expect(lines[0]).toEqual({ type: 'hello', cursor: here, resumed: false });
  }
});

test('a listening connection that was cut is opened again, and nothing said meanwhile is lost', async () => {
  const hearing = await hear(world.service);
  await sql`select pg_terminate_backend(pid) from pg_stat_activity
    where application_name = 'groundwork-oauth-listener' and datname = current_database()`.execute(world.service.db);
  await renew('first');
  await vi.waitFor(() => expect(hearing.events()).toHaveLength(1), patient);
  await renew('second');
  await vi.waitFor(() => expect(hearing.events()).toHaveLength(2), patient);
});

test('is for backends that sign', async () => {
  await expect(hear(world.service, { secret: Buffer.alloc(32, 1) })).rejects.toThrow('UNAUTHORIZED');
});

test('counts its streams, and lets them go when it stops', async () => {
  const replica = await world.addReplica();
  const hearing = await hear(replica);
  expect(await replica.metrics()).toContain('oauth_bridge_streams 1');
  hearing.stop();
  await vi.waitFor(async () => expect(await replica.metrics()).toContain('oauth_bridge_streams 0'), patient);
  await hear(replica);
  await replica.close();
});
