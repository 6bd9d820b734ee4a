import { expect, test } from 'vitest';
import { getBlueprint } from '../blueprints/get-blueprint.ts';
import { saveBlueprint } from '../blueprints/save-blueprint.ts';
import { createPlan } from '../plans/create-plan.ts';
import { acceptDrift } from './accept-drift.ts';
import { getAccountDrift } from './get-account-drift.ts';
import { getCause } from './get-cause.ts';
import { ignoreDrift } from './ignore-drift.ts';
import { threeAccounts, ourBlueprint, openAccounts } from './testing/accounts.ts';
import { unignoreDrift } from './unignore-drift.ts';

const world = openAccounts();
const [one, two, three] = threeAccounts;

/** Applied everywhere; the greeting is another one in the first accounts. */
async function greetings(...values: string[]): Promise<string> {
  await world.applyTo(3);
  for (const [index, value] of values.entries())
    await world.edit(threeAccounts[index]?.id ?? '', ['customValue', 'Greeting'], { value });
  await world.checkAll();
  const cause = (await world.causes()).find(({ address }) => address === 'customValue.greeting');
  return cause?.key ?? '';
}
const accept = (key: string) => acceptDrift(world.ctx, { key });
const drifted = async (locationId: string) =>
  (await getAccountDrift(world.ctx, { locationId })).findings.map(({ address }) => address);

test('ignored in one account it is open in the others, and the same again when it is shown again', async () => {
  const key = await greetings('Hi', 'Hi');
  const ignore = await ignoreDrift(world.ctx, { key, locationId: one.id, days: 7, reason: 'asked for' });
  expect(ignore).toMatchObject({ location: { id: one.id, name: one.name }, reason: 'asked for' });
  const cause = await getCause(world.ctx, { key });
  expect(cause).toMatchObject({ accounts: 2, open: 1, ignores: [{ id: ignore.id }] });
  expect(cause.findings.map(({ ignoredUntil }) => ignoredUntil)).toEqual([ignore.until, null]);
  await unignoreDrift(world.ctx, { id: ignore.id });
  expect(await getCause(world.ctx, { key })).toMatchObject({ accounts: 2, open: 2, ignores: [] });
});

test('ignored twice, at once or later, the last word holds, and shown again it is open', async () => {
  const key = await greetings('Hi');
  const ignore = (days: number) => ignoreDrift(world.ctx, { key, locationId: null, days, reason: 'summer' });
  await Promise.all([ignore(7), ignore(7)]);
  const last = await ignore(2);
  await ignoreDrift(world.ctx, { key, locationId: one.id, days: 3, reason: 'theirs' });
  const { ignores } = await getCause(world.ctx, { key });
  expect(ignores.map(({ location, reason }) => [location?.id ?? null, reason])).toEqual([
    [null, 'summer'],
    [one.id, 'theirs'],
  ]);
  for (const { id } of ignores) await unignoreDrift(world.ctx, { id });
  expect(ignores[0]?.id).toBe(last.id);
  expect(await getCause(world.ctx, { key })).toMatchObject({ open: 1, ignores: [] });
});

test('ignored everywhere it is open nowhere, also where it appears later, until the ignore has expired', async () => {
  const key = await greetings('Hi');
  await ignoreDrift(world.ctx, { key, locationId: null, days: 7, reason: 'summer' });
  await world.edit(two.id, ['customValue', 'Greeting'], { value: 'Hey' });
  await world.check(two.id);
  expect(await getCause(world.ctx, { key })).toMatchObject({ accounts: 2, open: 0 });
  const later = { ...world.ctx, now: () => new Date(Date.now() + 7 * 86_400_000 + 1_000) };
  expect(await getCause(later, { key })).toMatchObject({ accounts: 2, open: 2, ignores: [] });
});

test('accepted, it is a new version of the blueprint, and counts as applied where it is so', async () => {
  const key = await greetings('Hi', 'Hi');
  const { version, accounts } = await accept(key);
  expect({ accounts, number: version.version }).toEqual({ accounts: 2, number: 2 });
  expect(version.source).toBe(ourBlueprint.replace('value: Hello', 'value: Hi'));
  expect([...(await drifted(one.id)), ...(await drifted(two.id))]).toEqual([]);
  await world.checkAll();
  expect(await world.causes()).toEqual([]);
  const plan = async (locationId: string) =>
    (
      await createPlan(world.ctx, {
        locationId,
        blueprintVersionId: version.id,
        variables: { phone: '+1 555 0100', key: 'hush' },
      })
    ).items.flatMap(({ address, action, kept }) => (action === 'no-op' && kept.length === 0 ? [] : [address]));
  expect(await plan(one.id)).toEqual([]);
  // Where it is not so it comes as any other change.
  expect(await plan(three.id)).toEqual(['customValue.greeting']);
});

test('accepted twice at once it is one version', async () => {
  const key = await greetings('Hi', 'Hi');
  const ends = await Promise.allSettled([accept(key), accept(key)]);
  expect(ends.map(({ status }) => status).toSorted()).toEqual(['fulfilled', 'rejected']);
  expect(ends.find(({ status }) => status === 'rejected')).toMatchObject({
    reason: { message: expect.stringContaining('somebody accepted') },
  });
  const versions = await world.ctx.db.selectFrom('blueprint_versions').select('number').orderBy('number').execute();
  expect(versions.map(({ number }) => number)).toEqual([1, 2]);
});

test('accepted, what is gone is taken out of the blueprint', async () => {
  await world.applyTo(2);
  for (const { id } of [one, two]) await world.remove(id, ['tag', 'vip']);
  await world.checkAll();
  const { version } = await accept((await world.causes())[0]?.key ?? '');
  expect(version.resources.map(({ address }) => address)).not.toContain('tag.vip');
  await world.checkAll();
  expect(await world.causes()).toEqual([]);
});

test('a version that somebody saved meanwhile is edited, not undone', async () => {
  const key = await greetings('Hi');
  await saveBlueprint(world.ctx, ourBlueprint.replace('name: vip }', 'name: gold }'));
  const { version } = await accept(key);
  expect(version.version).toBe(3);
  expect(version.source).toContain('name: gold }');
  expect(version.source).toContain('value: Hi');
});

test('what somebody wrote there since it was applied is not undone; what was accepted there before may be', async () => {
  const key = await greetings('Hi');
  const { version } = await accept(key);
  await world.edit(one.id, ['customValue', 'Greeting'], { value: 'Hey' });
  await world.check(one.id);
  expect((await accept(key)).version.source).toContain('value: Hey');
  await saveBlueprint(world.ctx, version.source.replace('value: Hi', 'value: Good morning'));
  await world.edit(one.id, ['customValue', 'Greeting'], { value: 'Hola' });
  await world.check(one.id);
  await expect(accept(key)).rejects.toMatchObject({ code: 'CONFLICT', message: expect.stringContaining('undo') });
});

test('different values cannot be accepted, unless those that differ are ignored', async () => {
  const key = await greetings('Hi', 'Hi', 'Hey');
  await expect(accept(key)).rejects.toMatchObject({
    code: 'CONFLICT',
    message: expect.stringContaining('"Hi" in 2; "Hey" in 1'),
  });
  await ignoreDrift(world.ctx, { key, locationId: three.id, days: 7, reason: 'theirs' });
  expect((await accept(key)).accounts).toBe(2);
  expect(await drifted(three.id)).toEqual(['customValue.greeting']);
});

test.for<[what: string, name: string, says: string]>([
  ['a value that a variable gave', 'Phone', 'Change the value of phone'],
  ['a value that a secret variable gave', 'Key', 'A secret variable fills value'],
])('%s is not accepted: the message says what to change instead', async ([, name, says]) => {
  await world.applyTo(1);
  await world.edit(one.id, ['customValue', name], { value: 'other' });
  await world.check(one.id);
  const [cause] = await world.causes();
  const before = await getBlueprint(world.ctx, { blueprintId: cause?.blueprint.id ?? '' });
  await expect(accept(cause?.key ?? '')).rejects.toMatchObject({
    code: 'CONFLICT',
    message: expect.stringContaining(says),
  });
  expect(await getBlueprint(world.ctx, { blueprintId: before.blueprintId })).toEqual(before);
});

test('a value that names an object of the account by its id is not accepted', async () => {
  await world.applyTo(1);
  const [tag] = await world.world.core.ghl.list('tag', { companyId: world.ctx.actor.companyId, locationId: one.id });
  await world.edit(one.id, ['customValue', 'Greeting'], { value: `see ${tag?.id}` });
  await world.check(one.id);
  const [cause] = await world.causes();
  await expect(accept(cause?.key ?? '')).rejects.toMatchObject({ message: expect.stringContaining('${tag.vip.id}') });
});

test('nothing is accepted while a job writes one of the accounts', async () => {
  const key = await greetings('Hi');
  await world.startOne(one.id, ourBlueprint.replace('name: vip }', 'name: gold }'));
  await expect(accept(key)).rejects.toMatchObject({ code: 'CONFLICT', message: expect.stringContaining(one.name) });
});

test('what was applied again since it was found is not accepted', async () => {
  const key = await greetings('Hi');
  await world.edit(one.id, ['customValue', 'Greeting'], { value: 'Welcome' });
  const next = ourBlueprint.replace('value: Hello', 'value: Welcome').replace('name: vip }', 'name: gold }');
  expect((await world.applyOne(one.id, next)).state).toBe('SUCCESS');
  await expect(accept(key)).rejects.toMatchObject({ code: 'CONFLICT', message: expect.stringContaining('Check') });
});
