import { expect, test } from 'vitest';
import { getRollout } from '../rollouts/get-rollout.ts';
import { startRollout } from '../rollouts/start-rollout.ts';
import { openFleet } from '../testing/fleet.ts';
import { acceptManyDrifts } from './accept-drift.ts';
import { fixDrift, fixManyDrifts } from './fix-drift.ts';
import { getCause } from './get-cause.ts';
import { ignoreDrift, ignoreManyDrifts } from './ignore-drift.ts';
import { openAccounts, ourBlueprint, threeAccounts } from './testing/accounts.ts';

const world = openAccounts();
const rollouts = openFleet(world);
const [one, two, three] = threeAccounts;
const addresses = async () => (await world.causes()).map(({ address }) => address).toSorted();
const keyOf = async (address: string) =>
  (await world.causes()).find((cause) => cause.address === address)?.key ?? 'there is none';
const valueOf = async (locationId: string, name: string) =>
  (await world.world.core.ghl.list('customValue', { companyId: world.ctx.actor.companyId, locationId })).find(
    ({ attributes }) => attributes['name'] === name,
  )?.attributes['value'];

/** Everywhere applied; the greeting is another one in the first two, the tag is gone in the last two. */
async function drift(): Promise<{ greeting: string; vip: string }> {
  await world.applyTo(3);
  for (const { id } of [one, two]) await world.edit(id, ['customValue', 'Greeting'], { value: 'Hi' });
  for (const { id } of [two, three]) await world.remove(id, ['tag', 'vip']);
  await world.checkAll();
  return { greeting: await keyOf('customValue.greeting'), vip: await keyOf('tag.vip') };
}

async function run(id: string) {
  await rollouts.plan();
  await rollouts.look();
  await startRollout(world.ctx, { id });
  return rollouts.settle(id);
}

test('several causes of a blueprint are fixed by one rollout, one job for each account', async () => {
  const { greeting, vip } = await drift();
  const [made, ...others] = await fixManyDrifts(world.ctx, { keys: [greeting, vip, greeting] });
  expect([made?.total, made?.name, others]).toEqual([3, expect.stringContaining(' and 1 more'), []]);
  const ended = await run(made?.id ?? '');
  expect(ended).toMatchObject({ state: 'SUCCESS', counts: { SUCCESS: 3 }, summary: { update: 2, create: 2 } });
  await world.checkAll();
  expect(await addresses()).toEqual([]);
});

test('in each account only what was open there is fixed, not what is ignored or was edited since', async () => {
  const { greeting, vip } = await drift();
  await ignoreDrift(world.ctx, { key: greeting, locationId: two.id, days: 7, reason: 'theirs' });
  // Nobody has seen this one yet.
  await world.edit(three.id, ['customValue', 'Greeting'], { value: 'Hola' });
  const [made] = await fixManyDrifts(world.ctx, { keys: [greeting, vip] });
  expect(await run(made?.id ?? '')).toMatchObject({ state: 'SUCCESS', summary: { update: 1, create: 2 } });
  expect([await valueOf(one.id, 'Greeting'), await valueOf(two.id, 'Greeting')]).toEqual(['Hello', 'Hi']);
  expect(await valueOf(three.id, 'Greeting')).toBe('Hola');
});

test('accounts can be named; what is ignored there stays as it is', async () => {
  const { greeting, vip } = await drift();
  const keys = [greeting, vip];
  await ignoreDrift(world.ctx, { key: vip, locationId: three.id, days: 7, reason: 'theirs' });
  await expect(fixManyDrifts(world.ctx, { keys, locationIds: [three.id] })).rejects.toMatchObject({ code: 'CONFLICT' });
  const [made] = await fixManyDrifts(world.ctx, { keys, locationIds: [one.id, three.id] });
  expect(made).toMatchObject({ total: 1 });
});

test('what another rollout fixes already is left to it, before and after it was planned', async () => {
  const { greeting, vip } = await drift();
  const keys = [greeting, vip];
  const both = await Promise.all([fixManyDrifts(world.ctx, { keys }), fixManyDrifts(world.ctx, { keys })]);
  const ids = both.flat().map(({ id }) => id);
  expect(new Set(ids).size).toBe(1);
  expect(await fixDrift(world.ctx, { key: vip })).toMatchObject({ id: ids[0] });
  await rollouts.plan();
  expect(await fixDrift(world.ctx, { key: vip, locationIds: [three.id] })).toMatchObject({ id: ids[0] });

  // The first account has it since: that rollout was planned without it.
  await world.remove(one.id, ['tag', 'vip']);
  await world.check(one.id);
  const [more] = await fixManyDrifts(world.ctx, { keys });
  expect(more).toMatchObject({ total: 1 });
  expect(more?.id).not.toBe(ids[0]);
});

test('an account is planned without what a rollout before it fixes there', async () => {
  const { greeting, vip } = await drift();
  const first = await fixDrift(world.ctx, { key: greeting, locationIds: [two.id] });
  const [second] = await fixManyDrifts(world.ctx, { keys: [greeting, vip] });
  expect(second).toMatchObject({ total: 3 });
  await rollouts.plan();
  await rollouts.look();
  expect((await getRollout(world.ctx, { id: first.id })).summary).toMatchObject({ update: 1, create: 0 });
  expect((await getRollout(world.ctx, { id: second?.id ?? '' })).summary).toMatchObject({ update: 1, create: 2 });
});

test('each blueprint has a rollout of its own', async () => {
  const { greeting } = await drift();
  const other = 'groundwork: 1\nname: Other\nresources:\n  tag:\n    blue: { name: blue }\n';
  await world.applyOne(one.id, other);
  await world.remove(one.id, ['tag', 'blue']);
  await world.check(one.id);
  const made = await fixManyDrifts(world.ctx, { keys: [greeting, await keyOf('tag.blue')] });
  expect(made.map(({ total }) => total).toSorted((a, b) => a - b)).toEqual([1, 2]);
  expect(made.map(({ purpose }) => purpose)).toEqual(['drift', 'drift']);
});

test('several are ignored at once, and said again the last word holds for each', async () => {
  const { greeting, vip } = await drift();
  const keys = [greeting, vip];
  await ignoreDrift(world.ctx, { key: vip, locationId: null, days: 1, reason: 'first' });
  const said = { keys, locationId: null, days: 7, reason: 'summer' };
  const [ignores] = await Promise.all([
    ignoreManyDrifts(world.ctx, said),
    ignoreManyDrifts(world.ctx, { ...said, keys: keys.toReversed() }),
  ]);
  expect(ignores.map(({ location, reason }) => [location, reason])).toEqual([
    [null, 'summer'],
    [null, 'summer'],
  ]);
  for (const key of keys)
    expect(await getCause(world.ctx, { key })).toMatchObject({ open: 0, ignores: [{ reason: 'summer' }] });
});

test('several are accepted into one version', async () => {
  const { greeting, vip } = await drift();
  await world.remove(one.id, ['tag', 'vip']);
  await world.check(one.id);
  const accepted = await acceptManyDrifts(world.ctx, { keys: [greeting, vip] });
  expect(accepted).toMatchObject([{ accounts: 3, version: { version: 2 } }]);
  const source = accepted[0]?.version.source ?? '';
  expect(source).toContain('value: Hi');
  expect(source).not.toContain('vip');
  await world.checkAll();
  expect(await addresses()).toEqual([]);
});

test('what was fixed, and is gone again before anybody looked, can be accepted', async () => {
  const { vip } = await drift();
  await run((await fixDrift(world.ctx, { key: vip })).id);
  for (const { id } of [two, three]) await world.remove(id, ['tag', 'vip']);
  await world.checkAll();
  expect(await acceptManyDrifts(world.ctx, { keys: [vip] })).toMatchObject([{ accounts: 2 }]);
});

test('where one of several cannot be accepted nothing is, and the error says which and why', async () => {
  const { greeting, vip } = await drift();
  await world.edit(one.id, ['customValue', 'Phone'], { value: 'other' });
  await world.checkAll();
  const phone = await keyOf('customValue.phone');
  await expect(acceptManyDrifts(world.ctx, { keys: [greeting, vip, phone] })).rejects.toMatchObject({
    code: 'CONFLICT',
    message: expect.stringMatching(/1 of these 3.*customValue\.phone:value: .*Change the value of phone/),
    issues: [{ path: phone }],
  });
  expect(await addresses()).toEqual(['customValue.greeting', 'customValue.phone', 'tag.vip']);
  const versions = await world.ctx.db.selectFrom('blueprint_versions').select('source').execute();
  expect(versions).toEqual([{ source: ourBlueprint }]);
});

test('where one of several is gone nothing is done with the others', async () => {
  const { greeting } = await drift();
  const keys = [greeting, 'mended'];
  const gone = { code: 'NOT_FOUND', message: expect.stringContaining('1 of these 2'), issues: [{ path: 'mended' }] };
  await expect(acceptManyDrifts(world.ctx, { keys })).rejects.toMatchObject(gone);
  await expect(fixManyDrifts(world.ctx, { keys })).rejects.toMatchObject(gone);
  const said = { keys, locationId: null, days: 7, reason: 'summer' };
  await expect(ignoreManyDrifts(world.ctx, said)).rejects.toMatchObject(gone);
  expect(await getCause(world.ctx, { key: greeting })).toMatchObject({ open: 2, ignores: [] });
});
