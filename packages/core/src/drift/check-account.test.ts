import { expect, test } from 'vitest';
import { getAccount } from '../accounts/get-account.ts';
import { exportState } from '../accounts/export-state.ts';
import { topicCursor } from '../events/publish-events.ts';
import { runJob } from '../jobs/run-job.ts';
import { startJob } from '../jobs/start-job.ts';
import { planDestroy } from '../plans/plan-destroy.ts';
import { driftCheckQueue } from '../queue.ts';
import { checkAccount, type DriftMessage } from './check-account.ts';
import { getAccountDrift } from './get-account-drift.ts';
import { getCause } from './get-cause.ts';
import { getDrift } from './get-drift.ts';
import { scheduleChecks } from './schedule-checks.ts';
import { threeAccounts, openAccounts } from './testing/accounts.ts';

const world = openAccounts();
const [one, two, three] = threeAccounts;
const cursor = () => world.ctx.db.transaction().execute((tx) => topicCursor(tx, world.ctx.actor.agencyId, 'agency'));
const checksOf = async (locationId: string) => (await getAccountDrift(world.ctx, { locationId })).checks;

test('what is as it was applied is clean', async () => {
  await world.applyTo(3);
  expect((await getDrift(world.ctx)).counts).toMatchObject({ total: 3, unchecked: 3, clean: 0 });
  await world.checkAll();
  expect(await getDrift(world.ctx)).toMatchObject({
    counts: { total: 3, unchecked: 0, clean: 3, drifted: 0, failed: 0, checking: 0 },
    causes: [],
    failures: [],
    oldestCheckAt: expect.any(String),
  });
});

test('the same edit in two accounts is one cause, whatever they hold now', async () => {
  await world.applyTo(3);
  await world.edit(one.id, ['customValue', 'Greeting'], { value: 'Hi' });
  await world.edit(two.id, ['customValue', 'Greeting'], { value: 'Hey' });
  await world.remove(three.id, ['tag', 'vip']);
  await world.checkAll();
  const causes = await world.causes();
  expect(causes).toMatchObject([
    {
      blueprint: { name: 'Fleet' },
      address: 'customValue.greeting',
      path: 'value',
      what: 'edited',
      expected: 'Hello',
      accounts: 2,
      open: 2,
      ignores: [],
    },
    { address: 'tag.vip', path: null, what: 'missing', expected: { name: 'vip' }, accounts: 1 },
  ]);
  expect(causes[0]?.live).toEqual([
    { value: 'Hey', accounts: 1 },
    { value: 'Hi', accounts: 1 },
  ]);
  expect(causes[0]?.examples.map(({ id }) => id).toSorted()).toEqual([one.id, two.id].toSorted());
  const cause = await getCause(world.ctx, { key: causes[0]?.key ?? '' });
  expect(cause.findings.map(({ location, live }) => [location.name, live])).toEqual([
    [one.name, 'Hi'],
    [two.name, 'Hey'],
  ]);
  expect(await getAccountDrift(world.ctx, { locationId: three.id })).toMatchObject({
    checks: [{ state: 'drifted', error: null }],
    findings: [{ address: 'tag.vip', live: null }],
    isChecking: false,
  });
});

test('values of secrets are told nowhere', async () => {
  await world.applyTo(1);
  await world.edit(one.id, ['customValue', 'Key'], { value: 'their own' });
  await world.check(one.id);
  const told = JSON.stringify([await world.causes(), await exportState(world.ctx, { locationId: one.id })]);
  expect(told).toContain('customValue.key');
  expect(told).not.toContain('hush');
  expect(told).not.toContain('their own');
});

test('a finding keeps the time it was first seen, and goes when it is as it was', async () => {
  await world.applyTo(1);
  await world.edit(one.id, ['customValue', 'Greeting'], { value: 'Hi' });
  await world.check(one.id);
  const [first] = await world.causes();
  await world.edit(one.id, ['customValue', 'Greeting'], { value: 'Hey' });
  await world.check(one.id);
  expect(await world.causes()).toMatchObject([{ firstSeenAt: first?.firstSeenAt, live: [{ value: 'Hey' }] }]);
  await world.edit(one.id, ['customValue', 'Greeting'], { value: 'Hello' });
  await world.check(one.id);
  expect(await world.causes()).toEqual([]);
  expect(await checksOf(one.id)).toMatchObject([{ state: 'clean' }]);
});

test('a read that failed says so, and nothing counts as gone by it', async () => {
  await world.applyTo(1);
  await world.edit(one.id, ['customValue', 'Greeting'], { value: 'Hi' });
  await world.check(one.id);
  await world.fault('GET', 'tags', { mode: 'drop', count: 20 });
  await world.check(one.id);
  expect(await getDrift(world.ctx)).toMatchObject({
    counts: { failed: 1 },
    causes: [{ address: 'customValue.greeting' }],
    failures: [{ location: { id: one.id }, error: { message: expect.stringContaining('not compared') } }],
  });
});

test('a check that is told to stop writes nothing down, and is tried again', async () => {
  await world.applyTo(1);
  const stop = new AbortController();
  const { ghl } = world.world.core;
  const list: typeof ghl.list = async (...asked) => {
    stop.abort(new Error('the worker is stopping'));
    return ghl.list(...asked);
  };
  const message = { agencyId: world.ctx.actor.agencyId, locationId: one.id };
  await expect(checkAccount({ ...world.world.core, ghl: { ...ghl, list } }, message, stop.signal)).rejects.toThrow(
    'stopping',
  );
  expect(await checksOf(one.id)).toEqual([]);
});

test('an account that a job is about to write, or wrote while it was read, is put off', async () => {
  await world.applyTo(1);
  await world.remove(one.id, ['tag', 'vip']);
  const { ghl } = world.world.core;
  const list: typeof ghl.list = async (...asked) => {
    const found = await ghl.list(...asked);
    if (asked[0] === 'tag') await world.applyOne(one.id);
    return found;
  };
  await expect(world.check(one.id, {}, { ghl: { ...ghl, list } })).rejects.toMatchObject({
    code: 'CONFLICT',
    retryable: true,
  });
  expect(await checksOf(one.id)).toEqual([]);
  await world.remove(one.id, ['tag', 'vip']);
  await world.startOne(one.id);
  await expect(world.check(one.id)).rejects.toMatchObject({ code: 'CONFLICT', retryable: true });
  expect(await checksOf(one.id)).toEqual([]);
});

test('of two checks at once the read that began last counts, whichever is written down first', async () => {
  await world.applyTo(1);
  await world.edit(one.id, ['product', 'Check-up'], { name: 'Review' });
  await world.check(one.id);
  const { ghl } = world.world.core;
  const whileReading = (kind: string, act: () => Promise<void>): typeof ghl => ({
    ...ghl,
    async list(...asked) {
      const found = await ghl.list(...asked);
      if (asked[0] === kind) await act();
      return found;
    },
  });
  const overtaken = world.check(
    one.id,
    {},
    {
      ghl: whileReading('product', async () => {
        await world.edit(one.id, ['product', 'Review'], { name: 'Check-up' });
        await world.check(one.id, { kinds: ['product'] });
      }),
    },
  );
  await expect(overtaken).rejects.toMatchObject({ code: 'CONFLICT', retryable: true });
  expect(await world.causes()).toEqual([]);
});

test('once nothing of a blueprint is left in an account, neither is its drift', async () => {
  await world.applyTo(1);
  await world.edit(one.id, ['customValue', 'Greeting'], { value: 'Hi' });
  await world.check(one.id);
  await world.world.boss.deleteAllJobs(driftCheckQueue);
  const blueprintId = (await world.causes())[0]?.blueprint.id ?? '';
  const plan = await planDestroy(world.ctx, { locationId: one.id, blueprintId });
  const { id } = await startJob(world.ctx, { planId: plan.id, confirm: one.name });
  await runJob(world.world.core, id, new AbortController().signal);
  expect((await getAccount(world.ctx, { locationId: one.id })).blueprints).toEqual([]);
  await scheduleChecks(world.world.core);
  const due = await world.world.boss.fetch<DriftMessage>(driftCheckQueue, { batchSize: 10 });
  expect(due.map(({ data }) => data.locationId)).toEqual([one.id]);
  await world.check(one.id);
  expect(await world.causes()).toEqual([]);
});

test('GHL is not asked about an account that is closed, and its drift is not shown until it is open again', async () => {
  await world.applyTo(1);
  await world.remove(one.id, ['tag', 'vip']);
  await world.check(one.id);
  const become = (state: 'paused' | 'active') =>
    world.world.core.db.updateTable('locations').set({ state }).where('id', '=', one.id).execute();
  await become('paused');
  await world.world.sandbox.control.clearStats();
  await world.check(one.id);
  expect((await world.world.sandbox.control.stats()).calls).toBe(0);
  expect(await getDrift(world.ctx)).toMatchObject({ counts: { total: 0 }, causes: [] });
  await become('active');
  expect(await world.causes()).toHaveLength(1);
});

test('a check of some kinds reads only these, and replaces only what is known of them', async () => {
  await world.applyTo(1);
  await world.remove(one.id, ['tag', 'vip']);
  await world.check(one.id);
  await world.edit(one.id, ['product', 'Check-up'], { name: 'Review' });
  await world.edit(one.id, ['customValue', 'Greeting'], { value: 'Hi' });
  await world.check(one.id, { kinds: ['product'] });
  const addresses = async () => (await world.causes()).map(({ address }) => address).toSorted();
  expect(await addresses()).toEqual(['product.checkup', 'tag.vip']);
  await world.edit(one.id, ['product', 'Review'], { name: 'Check-up' });
  await world.check(one.id, { kinds: ['product'] });
  expect(await addresses()).toEqual(['tag.vip']);
});

test('pages are told when something changed, or when somebody asked', async () => {
  await world.applyTo(1);
  await world.check(one.id);
  const before = await cursor();
  await world.check(one.id);
  expect(await cursor()).toBe(before);
  await world.check(one.id, { asked: true });
  expect(await cursor()).toBe(before + 1);
  await world.remove(one.id, ['tag', 'vip']);
  await world.check(one.id);
  expect(await cursor()).toBe(before + 2);
});

test('the account says what was applied there, by which version, and how it stands', async () => {
  await world.applyTo(1);
  await world.remove(one.id, ['tag', 'vip']);
  await world.check(one.id);
  expect(await getAccount(world.ctx, { locationId: one.id })).toMatchObject({
    id: one.id,
    lastJob: { state: 'SUCCESS' },
    blueprints: [{ name: 'Fleet', version: 1, created: 5, adopted: 0, drift: { state: 'drifted', findings: 1 } }],
  });
  expect(await exportState(world.ctx, { locationId: one.id })).toMatchObject({
    groundworkState: 1,
    account: { id: one.id, name: one.name },
    blueprints: [{ name: 'Fleet', version: 1, resources: { length: 5 } }],
  });
});
