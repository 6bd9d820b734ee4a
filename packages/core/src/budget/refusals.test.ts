import { type Lane, lanes } from '@groundwork/integrations/ghl';
import { sql } from 'kysely';
import { afterAll, beforeAll, beforeEach, expect, test } from 'vitest';
import { account, location } from '../testing/clinic.ts';
import { createWorld, type World } from '../testing/world.ts';
import { readBudget } from './read-budget.ts';

let world: World;

beforeAll(async () => {
  world = await createWorld();
  // Who the calls are from is known before they are counted.
  await world.core.ghl.list('tag', account);
});
afterAll(() => world.close());
beforeEach(async () => {
  await world.sandbox.control.clearFaults();
  await world.sandbox.control.clearStats();
  await sql`update rate_budgets set taken = '{}', blocked_until = null, refused = 0`.execute(world.core.db);
});

const list = (lane: Lane) => world.core.ghl.list('tag', { ...account, lane });
/** GHL refuses so many calls, although neither its count nor ours says that there were too many. */
const refuse = (count: number, retryAfterSeconds: number) =>
  world.sandbox.control.addFault({
    path: '/locations/*/tags',
    mode: 'status',
    status: 429,
    count,
    retryAfterSeconds,
  });
const calls = async () => (await world.sandbox.control.stats()).calls;

test.each(lanes)(
  'what GHL refuses to a call in lane %s, no lane asks for again before the time GHL says',
  async (lane) => {
    await refuse(1, 1);
    const first = list(lane);
    await expect.poll(async () => (await readBudget(world.core.db, location.id))?.blockedUntil).toBeTruthy();
    const blockedUntil = Date.parse((await readBudget(world.core.db, location.id))?.blockedUntil ?? '');
    const answeredAt = await Promise.all([first, ...lanes.map(list)].map((call) => call.then(() => Date.now())));
    for (const at of answeredAt) expect(at).toBeGreaterThanOrEqual(blockedUntil);
    expect(await calls()).toBe(5);
    expect(await readBudget(world.core.db, location.id)).toMatchObject({ refused: 1, blockedUntil: null, waiting: [] });
  },
);

test('a storm of refusals over all lanes costs one more call for each, and nothing is lost', async () => {
  await refuse(6, 1);
  await Promise.all([...lanes, ...lanes, ...lanes].map(list));
  expect(await calls()).toBe(9 + 6);
  expect((await readBudget(world.core.db, location.id))?.refused).toBe(6);
});

test.each(lanes)('refusals without end are told after four tries, in lane %s', async (lane) => {
  await refuse(1_000, 0);
  await expect(list(lane)).rejects.toMatchObject({ code: 'RATE_LIMITED', retryable: true });
  expect(await calls()).toBe(4);
});
