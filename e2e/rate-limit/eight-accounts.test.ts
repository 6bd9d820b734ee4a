import { rateLimits } from '@groundwork/ghl-sandbox';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { openGym } from '../kills/gym.ts';
import { openWorld, type World } from '../kills/world.ts';

/** No call is ever refused for coming too soon, while each account gets more of them than one interval allows. */

let world: World;
const deadline = { timeout: 180_000 };
const names = ['First', 'Second', 'Third', 'Fourth', 'Fifth', 'Sixth', 'Seventh', 'Eighth'] as const;

beforeAll(async () => {
  world = await openWorld();
  await world.sandbox.setKnobs({ latencyMs: 40, latencyJitterMs: 400 });
  // The limit is turned down in between, which GHL does not do: checks that its webhooks ask for would run into that.
  await world.sandbox.setApp({ eventUrls: {} });
});
afterAll(() => world.instance.stop());

/** What the sandbox counted, past our own budget. */
async function expectNoRefusal(accounts: Record<string, string>, burst: number): Promise<void> {
  const stats = await world.sandbox.stats();
  expect(stats.rateLimited).toBe(0);
  const peaks = Object.values(accounts).map((id) => {
    const { calls = 0, peak = 0 } = stats.resources[id] ?? {};
    expect(calls).toBeGreaterThan(burst);
    return peak;
  });
  expect(Math.max(...peaks)).toBeLessThanOrEqual(burst);
  // The budget was used, not just never reached.
  expect(Math.max(...peaks)).toBeGreaterThan(burst * 0.8);
}

test('eight accounts at once, every kind, at the limits of a live account', deadline, async () => {
  const { sandbox, openAccounts, member, ended } = world;
  const gym = await openGym(world);
  const accounts = await openAccounts(...names);
  await sandbox.clearStats();
  const plans = await Promise.all(Object.values(accounts).map(gym.plan));
  const started = await Promise.all(plans.map(({ id }) => member.trpc.jobs.start.mutate({ planId: id })));
  for (const [index, { id }] of started.entries()) {
    const approved = plans[index];
    if (approved) await gym.expectWhole(approved, await ended(id));
  }
  // So many of the first one read more than an interval allows, also on a machine that is slow.
  const crowd = Array.from({ length: 16 }, () => accounts.First);
  const again = await Promise.all([...Object.values(accounts), ...crowd].map(gym.plan));
  expect(again.flatMap(({ items }) => items.filter(({ action }) => action !== 'no-op'))).toEqual([]);
  await expectNoRefusal(accounts, rateLimits.standard.burst);
});

test('eight accounts at once at the limits of a test account', deadline, async () => {
  const { sandbox, openAccounts, member, ended, plan } = world;
  await sandbox.setKnobs({ rateLimit: rateLimits.testAccount });
  const accounts = await openAccounts(...names);
  await sandbox.clearStats();
  const plans = await Promise.all(Object.values(accounts).map((id) => plan(id, small)));
  const started = await Promise.all(plans.map(({ id }) => member.trpc.jobs.start.mutate({ planId: id })));
  for (const { id } of started) expect(await ended(id)).toMatchObject({ state: 'SUCCESS', error: null, done: 20 });
  for (const ownerId of Object.values(accounts))
    expect(await sandbox.listResources({ kind: 'tag', ownerId })).toHaveLength(18);
  await expectNoRefusal(accounts, rateLimits.testAccount.burst);
});

const small = `
groundwork: 1
name: Small
resources:
  tag:
${Array.from({ length: 18 }, (_, index) => `    t${index}: { name: small ${index} }`).join('\n')}
  customField:
    field: { name: Small field, model: contact, dataType: TEXT }
  customValue:
    value: { name: Small value, value: "\${customField.field.fieldKey}" }
`;
