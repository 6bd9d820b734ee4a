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
  await vi.waitFor(async () => expect(await agency()).toMatchObject({ pair_number: 2 }), 20_000);
  expect(ghl.refreshes.filter(({ status }) => status === null)).toHaveLength(slow.length);
});

/** A grant of some other agency, whose time has come. */
async function addDue(db: Database, keyRing: ReturnType<typeof createKeyRing>): Promise<void> {
  const id = randomUUID();
  const place = placeIn('installations', id);
  await db
    .insertInto('installations')
    .values({
      id,
      company_id: id,
      user_type: 'Company',
      issued_at: new Date(),
      access_token: keyRing.seal('access', place.access),
      refresh_token: keyRing.seal(`refresh of ${id}`, place.refresh),
      expires_at: new Date(Date.now() + 3_600_000),
      refresh_after: new Date(0),
    })
    .execute();
}
