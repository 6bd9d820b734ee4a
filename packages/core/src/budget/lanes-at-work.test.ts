import { connect, type Db } from '@groundwork/db';
import { createGhl, type Ghl, type Lane } from '@groundwork/integrations/ghl';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { createPlan } from '../plans/create-plan.ts';
import { saveBlueprint } from '../blueprints/save-blueprint.ts';
import { startRollout } from '../rollouts/start-rollout.ts';
import { openClinic } from '../testing/clinic.ts';
import { openFleet } from '../testing/fleet.ts';
import { readBudget } from './read-budget.ts';
import { createRequestBudget } from './request-budget.ts';

const clinic = openClinic();
const fleet = openFleet(clinic);
/** GHL's limit for test accounts, in a shorter interval. */
const rateLimit = { burst: 25, intervalMs: 2_000, daily: 10_000 };
const processes: { db: Db; ghl: Ghl }[] = [];
/** Calls that were let go, in order, whichever process they are from. */
let gone: Lane[] = [];

/** Another process, as far as the budget and GHL can tell. */
function startProcess(): Ghl {
  const db = connect(clinic.world.databaseUrl);
  const budget = createRequestBudget(db, { letGo: (lane) => gone.push(lane), refused: () => undefined });
  const { sandbox, core } = clinic.world;
  const ghl = createGhl({ baseUrl: sandbox.url, tokens: core.bridge, budget, userAgent: 'Groundwork-test' });
  processes.push({ db, ghl });
  return ghl;
}

beforeEach(() => {
  gone = [];
});
afterEach(async () => {
  for (const { db, ghl } of processes.splice(0)) {
    await ghl.stop();
    await db.destroy();
  }
});

/** New accounts, under the short limit. Their tokens, which the agency's own budget gives, are there already. */
async function openAccounts(count: number): Promise<string[]> {
  const { sandbox, core } = clinic.world;
  await sandbox.control.setKnobs({ rateLimit: { ...rateLimit, burst: 10_000 } });
  const ids = await fleet.open(count);
  const { companyId } = clinic.ctx.actor;
  await Promise.all(ids.map((locationId) => core.bridge.accessToken({ companyId, locationId })));
  await sandbox.control.setKnobs({ rateLimit });
  await sandbox.control.clearStats();
  return ids;
}

const tags = (count: number) => `
groundwork: 1
name: Fleet
resources:
  tag:
${Array.from({ length: count }, (_, index) => `    t${index}: { name: fleet ${index} }`).join('\n')}
`;

test('a rollout over forty accounts is never refused, each of which needs more calls than one interval has', async () => {
  const { control } = clinic.world.sandbox;
  const ids = await openAccounts(40);
  const [one, two] = [startProcess(), startProcess()];
  const rollout = await fleet.create(ids, {
    source: tags(30),
    settings: { canary: 0, waveSize: 40, parallel: 12 },
  });
  await fleet.plan(one);
  await fleet.look();
  await startRollout(clinic.ctx, { id: rollout.id });
  for (let ran = 1; ran > 0; ran = await fleet.run(12, two)) await fleet.look();
  expect(await fleet.get(rollout.id)).toMatchObject({ state: 'SUCCESS', counts: { SUCCESS: 40 } });

  const stats = await control.stats();
  expect(stats.rateLimited).toBe(0);
  for (const id of ids) {
    const { calls = 0, peak = 0 } = stats.resources[id] ?? {};
    expect(calls).toBeGreaterThan(rateLimit.burst);
    expect(peak).toBeLessThanOrEqual(rateLimit.burst);
  }
  expect(new Set(gone)).toEqual(new Set(['bulk']));
});

test('a person who plans in an account that a rollout writes to goes before its calls, from another process', async () => {
  const { control } = clinic.world.sandbox;
  const [id = ''] = await openAccounts(1);
  const [web, worker] = [startProcess(), startProcess()];
  const rollout = await fleet.planned([id], { source: tags(80) });
  await startRollout(clinic.ctx, { id: rollout.id });
  await fleet.look();
  const applied = fleet.run(1, worker);
  // The rollout's calls have used up what they may.
  await expect.poll(() => gone.length).toBeGreaterThan(30);

  const version = await saveBlueprint(clinic.ctx, sevenKinds);
  const planned = createPlan(
    { ...clinic.ctx, ghl: web },
    { locationId: id, blueprintVersionId: version.id, variables: {} },
  );
  await expect
    .poll(async () => (await readBudget(clinic.ctx.db, id))?.waiting, { timeout: 60_000, interval: 10 })
    .toContain('interactive');
  const already = gone.length;
  expect((await planned).items.length).toBeGreaterThan(0);
  expect(gone.slice(0, already)).toContain('bulk');
  const lanes = gone.slice(already, gone.lastIndexOf('interactive') + 1);
  expect(lanes.length).toBeGreaterThan(0);
  expect(new Set(lanes)).toEqual(new Set(['interactive']));

  await applied;
  await fleet.look();
  expect(gone.lastIndexOf('bulk')).toBeGreaterThan(gone.lastIndexOf('interactive'));
  expect(await fleet.get(rollout.id)).toMatchObject({ state: 'SUCCESS' });
  expect((await control.stats()).resources[id]?.rateLimited).toBe(0);
});

/** Its plan reads seven lists. */
const sevenKinds = `
groundwork: 1
name: Seven kinds
resources:
  tag:
    one: { name: one }
  customField:
    one: { name: One, model: contact, dataType: TEXT }
  customValue:
    one: { name: One, value: "1" }
  calendarGroup:
    one: { name: One, slug: one }
  pipeline:
    one: { name: One, stages: [{ name: New }] }
  product:
    one: { name: One, productType: SERVICE }
  triggerLink:
    one: { name: One, redirectTo: https://example.com }
`;
