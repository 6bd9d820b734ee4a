import { randomUUID } from 'node:crypto';
import { fixtures } from '@groundwork/ghl-sandbox';
import { expect, onTestFinished, test, vi } from 'vitest';
import { createKeyRing } from '../crypto/key-ring.ts';
import { sha256Hex } from '../crypto/hash.ts';
import type { Database } from '../db/connect.ts';
import { readEnv } from '../env.ts';
import { placeIn } from '../grants/pair.ts';
import { signIn } from '../testing/browser.ts';
import { startTestService, testEnvironment } from '../testing/start-service.ts';
import { watchGhl } from '../testing/watch-ghl.ts';
import { createWorld } from '../testing/world.ts';

test('what a crash left open does not wait behind grants whose refresh is slow', async () => {
  const world = await createWorld();
  const ghl = await watchGhl(world.sandbox.url);
  await signIn(world.service);
  await world.service.close();
  const service = await startTestService({ ...world, env: { GHL_API_URL: ghl.url } });
  const slow = Array.from({ length: 4 }, () => ghl.hold('before GHL acts'));
  onTestFinished(async () => {
    for (const call of slow) call.release();
    await service.close();
    await ghl.close();
    await world.close();
  });
  const keyRing = createKeyRing(readEnv(testEnvironment(world, 0)).TOKEN_ENCRYPTION_KEYS);
  for (const _ of slow) await addDue(service.db, keyRing);
  await Promise.all(slow.map(({ reached }) => reached));

  const agency = () =>
    service.db
      .selectFrom('installations')
      .selectAll()
      .where('company_id', '=', fixtures.agency.id)
      .executeTakeFirstOrThrow();
  const { id, refresh_token: sealed } = await agency();
  const token = keyRing.open(sealed ?? '', placeIn('installations', id).refresh);
  await service.db
    .insertInto('refresh_journal')
    .values({ id: randomUUID(), installation_id: id, fence: 0, state: 'intent', token_hash: sha256Hex(token) })
    .execute();
  await vi.waitFor(async () => expect(await agency()).toMatchObject({ pair_number: 2 }), 60_000);
  expect(ghl.refreshes.filter(({ status }) => status === null)).toHaveLength(slow.length);
});

test('grants whose tokens cannot be opened stand in nobody’s way, and are tried ever more seldom', async () => {
  const world = await createWorld();
  onTestFinished(() => world.close());
  await signIn(world.service);
  const { db } = world.service;
  const keyRing = createKeyRing(readEnv(testEnvironment(world, 0)).TOKEN_ENCRYPTION_KEYS);
  // Sealed for another place, as after a swap; and due before everybody else.
  for (let number = 0; number < 4; number++) await addDue(db, keyRing, { sealedFor: 'elsewhere' });
  const agency = db.updateTable('installations').where('company_id', '=', fixtures.agency.id);
  await agency.set({ refresh_after: new Date(1) }).execute();
  await vi.waitFor(async () => expect(await pairNumberOf(db, fixtures.agency.id)).toBe(2), {
    timeout: 60_000,
    interval: 50,
  });
  const breaks = () => world.service.logs().split('a refresh ended early').length - 1;
  await vi.waitFor(() => expect(breaks()).toBeGreaterThan(3), 60_000);
  expect(breaks()).toBeLessThan(40);
});

test('open refreshes that hang leave the places of those that are due free', async () => {
  const world = await createWorld();
  const ghl = await watchGhl(world.sandbox.url);
  await signIn(world.service);
  await world.service.close();
  const service = await startTestService({ ...world, env: { GHL_API_URL: ghl.url } });
  const slow = Array.from({ length: 4 }, () => ghl.hold('before GHL acts'));
  onTestFinished(async () => {
    for (const call of slow) call.release();
    await service.close();
    await ghl.close();
    await world.close();
  });
  const keyRing = createKeyRing(readEnv(testEnvironment(world, 0)).TOKEN_ENCRYPTION_KEYS);
  for (const _ of slow) await leaveOpen(service.db, await addDue(service.db, keyRing));
  await Promise.all(slow.map(({ reached }) => reached));
  await service.db
    .updateTable('installations')
    .where('company_id', '=', fixtures.agency.id)
    .set({ refresh_after: new Date(0) })
    .execute();
  await vi.waitFor(async () => expect(await pairNumberOf(service.db, fixtures.agency.id)).toBe(2), 60_000);
  expect(ghl.refreshes.filter(({ status }) => status === null)).toHaveLength(slow.length);
});

const pairNumberOf = async (db: Database, companyId: string): Promise<number> => {
  const row = await db
    .selectFrom('installations')
    .select('pair_number')
    .where('company_id', '=', companyId)
    .executeTakeFirstOrThrow();
  return row.pair_number;
};

/** As by a crash after the intent. */
const leaveOpen = (db: Database, { id, refreshToken }: { id: string; refreshToken: string }) =>
  db
    .insertInto('refresh_journal')
    .values({ id: randomUUID(), installation_id: id, fence: 0, state: 'intent', token_hash: sha256Hex(refreshToken) })
    .execute();

/** A grant of some other agency, whose time has come. */
async function addDue(
  db: Database,
  keyRing: ReturnType<typeof createKeyRing>,
  { sealedFor }: { sealedFor?: string } = {},
) {
  const id = randomUUID();
  const refreshToken = `refresh of ${id}`;
  const place = placeIn('installations', sealedFor ?? id);
  await db
    .insertInto('installations')
    .values({
      id,
      company_id: id,
      user_type: 'Company',
      issued_at: new Date(),
      access_token: keyRing.seal('access', place.access),
      refresh_token: keyRing.seal(refreshToken, place.refresh),
      expires_at: new Date(Date.now() + 3_600_000),
      refresh_after: new Date(0),
    })
    .execute();
  return { id, refreshToken };
}
