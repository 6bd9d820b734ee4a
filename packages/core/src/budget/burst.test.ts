import { connect, type Db } from '@groundwork/db';
import { rateLimits } from '@groundwork/ghl-sandbox';
import { createGhl, type Ghl } from '@groundwork/integrations/ghl';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { account, location } from '../testing/clinic.ts';
import { createWorld, type World } from '../testing/world.ts';
import { createRequestBudget } from './request-budget.ts';

let world: World;
const processes: { db: Db; ghl: Ghl }[] = [];

beforeAll(async () => {
  world = await createWorld();
  for (let index = 0; index < 2; index++) {
    const db = connect(world.databaseUrl);
    const budget = createRequestBudget(db);
    const baseUrl = world.sandbox.url;
    processes.push({
      db,
      ghl: createGhl({ baseUrl, tokens: world.core.bridge, budget, userAgent: 'Groundwork-test' }),
    });
  }
});
afterAll(async () => {
  for (const { db, ghl } of processes) {
    await ghl.stop();
    await db.destroy();
  }
  await world.close();
});

/** So many calls of each process, all at once. */
const call = (count: number) =>
  Promise.all(processes.flatMap(({ ghl }) => Array.from({ length: count }, () => ghl.list('tag', account))));

test('GHL refuses no call of two processes where the first interval’s arrive late, and the next one’s at once', async () => {
  const { control } = world.sandbox;
  await call(1);
  await control.clearStats();
  // A call arrives after half of its latency.
  await control.setKnobs({ latencyMs: 1_500 });
  const all = call(0.9 * rateLimits.standard.burst);
  await expect.poll(async () => (await control.stats()).calls).toBeGreaterThan(90);
  await control.setKnobs({ latencyMs: 0 });
  await all;
  const stats = await control.stats();
  expect(stats).toMatchObject({ calls: 180, rateLimited: 0 });
  expect(stats.resources[location.id]?.peak).toBeGreaterThan(90);
});
