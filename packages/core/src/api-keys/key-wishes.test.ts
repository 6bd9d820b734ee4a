import { fixtures } from '@groundwork/ghl-sandbox';
import type { KeyWish } from '@groundwork/shared/views';
import { sql } from 'kysely';
import { afterAll, beforeAll, beforeEach, expect, test } from 'vitest';
import type { Context, Core } from '../context.ts';
import { setRole } from '../members/set-role.ts';
import { hashSecret } from '../secrets.ts';
import { createWorld, type World } from '../testing/world.ts';
import { createApiKey } from './create-api-key.ts';
import { decideDeviceSignIn, getDeviceSignIn } from './device-sign-in.ts';
import { listApiKeys } from './list-api-keys.ts';
import { listAudit } from './list-audit.ts';
import { pollDeviceSignIn } from './poll-device-sign-in.ts';
import { resolveApiKey } from './resolve-api-key.ts';
import { revokeApiKey } from './revoke-api-key.ts';
import { startDeviceSignIn } from './start-device-sign-in.ts';

const { dental, gym } = fixtures.locations;
let world: World;
let core: Core;
let owner: Context;
let operator: Context;

beforeAll(async () => {
  world = await createWorld();
  ({ core } = world);
});
afterAll(() => world.close());
beforeEach(async () => {
  await sql`truncate agencies, device_sign_ins cascade`.execute(core.db);
  [owner, operator] = [await world.member(), await world.member('operator')];
});

const ci: KeyWish = { name: 'CI', role: 'operator', locationIds: null, expiresInDays: 30 };
const wishFor = async (wish: Partial<KeyWish> = {}) => {
  const started = await startDeviceSignIn(core, { clientName: 'CLI on box', wish: ci });
  const wished = JSON.stringify({ ...ci, ...wish });
  const hash = hashSecret(started.deviceCode);
  await core.db.updateTable('device_sign_ins').set({ wish: wished }).where('device_code_hash', '=', hash).execute();
  return started;
};
const approve = async (who: Context, userCode: string) => {
  const { terms } = await getDeviceSignIn(who, { userCode });
  return decideDeviceSignIn(who, { userCode, approve: true, terms });
};
const poll = (deviceCode: string, at: Core = core) => pollDeviceSignIn(at, { deviceCode });

test('the person sees what is wished for, and the tool gets that and nothing else', async () => {
  const { userCode, deviceCode } = await wishFor({ locationIds: [gym.id, dental.id, gym.id] });
  const accounts = [dental, gym].map(({ id, name }) => ({ id, name }));
  accounts.sort((one, other) => one.name.toLowerCase().localeCompare(other.name.toLowerCase()));
  const wish = { name: 'CI', role: 'operator', accounts, expiresInDays: 30, refusal: null };
  expect(await getDeviceSignIn(owner, { userCode })).toMatchObject({ state: 'waiting', wish });
  expect(await approve(owner, userCode)).toMatchObject({ state: 'approved', wish });
  const answer = await poll(deviceCode);
  if (answer.state !== 'approved') throw new Error(answer.state);
  const [key] = await listApiKeys(owner);
  expect(answer.key).toEqual({ ...key, isOwn: true });
  expect(key).toMatchObject({ name: 'CI', role: 'operator', accounts, madeBy: 'cli' });
  expect(Date.parse(key?.expiresAt ?? '') - Date.parse(key?.createdAt ?? '')).toBeCloseTo(30 * 86_400_000, -5);
  expect(await resolveApiKey(core, answer.secret)).toMatchObject({
    memberId: owner.actor.memberId,
    role: 'operator',
    locationIds: [gym.id, dental.id],
  });
  const { entries } = await listAudit(owner, { limit: 5 });
  expect(entries.map(({ action, subject }) => [action, subject])).toEqual([
    ['key.created', 'CI'],
    ['wish.approved', 'CI'],
  ]);
});

test('a sign-in that wishes for nothing stays what it was', async () => {
  const { userCode } = await startDeviceSignIn(core, { clientName: 'CLI on box' });
  expect(await getDeviceSignIn(owner, { userCode })).toMatchObject({ wish: null, state: 'waiting' });
});

test('a key that never expires may be wished for', async () => {
  const { userCode, deviceCode } = await wishFor({ expiresInDays: null });
  await approve(owner, userCode);
  expect(await poll(deviceCode)).toMatchObject({ state: 'approved', key: { expiresAt: null, accounts: null } });
});

const refused: [string, Partial<KeyWish>, RegExp][] = [
  ['a higher role than the person has', { role: 'admin' }, /Your role is operator.*cannot be admin/],
  ['a name that is taken', { name: 'ci' }, /have a key "ci" already/],
  // Began before an API that refuses it at once.
  ['an owner’s key', { role: 'owner' }, /no more than an admin's/],
  [
    'an account of another agency',
    { locationIds: [gym.id, fixtures.secondLocations.bakery.id] },
    /1 of 2 is not of your agency/,
  ],
];

test.each(refused)(
  'a wish for %s is refused before it is approved, and never made less of',
  async (_, wish, message) => {
    await world.stranger();
    const { key } = await createApiKey(operator, { name: 'CI', role: 'viewer' });
    const { userCode, deviceCode } = await wishFor({ name: 'Other', ...wish });
    const shown = await getDeviceSignIn(operator, { userCode });
    expect(shown).toMatchObject({ state: 'waiting', wish: { refusal: expect.stringMatching(message) } });
    expect(JSON.stringify(shown)).not.toContain(fixtures.secondLocations.bakery.name);
    await expect(approve(operator, userCode)).rejects.toThrow(message);
    expect(await poll(deviceCode)).toEqual({ state: 'waiting' });
    expect(await listApiKeys(operator)).toMatchObject([{ id: key.id }]);
    expect(await decideDeviceSignIn(operator, { userCode, approve: false })).toMatchObject({ state: 'denied' });
  },
);

test('a page that does not show what is wished for cannot approve it', async () => {
  const { userCode, deviceCode } = await wishFor();
  const { terms } = await getDeviceSignIn(owner, await wishFor({ name: 'Other' }));
  await expect(decideDeviceSignIn(owner, { userCode, approve: true })).rejects.toMatchObject({
    code: 'CONFLICT',
    message: expect.stringMatching(/does not show what the key may do\. Reload it/),
  });
  await expect(decideDeviceSignIn(owner, { userCode, approve: true, terms })).rejects.toMatchObject({
    code: 'CONFLICT',
  });
  expect(await poll(deviceCode)).toEqual({ state: 'waiting' });
  // To deny it nothing has to be known of it.
  expect(await decideDeviceSignIn(owner, { userCode, approve: false })).toMatchObject({ state: 'denied' });
});

test('the key is given once, also to five who ask at once', async () => {
  const { userCode, deviceCode } = await wishFor();
  await approve(owner, userCode);
  const answers = await Promise.all(Array.from({ length: 5 }, () => poll(deviceCode)));
  expect(answers.filter(({ state }) => state === 'approved')).toHaveLength(1);
  expect(answers.filter(({ state }) => state === 'expired')).toHaveLength(4);
  expect(await listApiKeys(owner)).toHaveLength(1);
});

test('deciding again while the tool fetches the key disturbs neither', async () => {
  for (let round = 0; round < 10; round++) {
    const { userCode, deviceCode } = await wishFor({ name: `CI ${round}` });
    await approve(owner, userCode);
    const [decided, polled] = await Promise.all([
      Promise.all(Array.from({ length: 4 }, () => approve(owner, userCode))),
      Promise.all(Array.from({ length: 4 }, () => poll(deviceCode))),
    ]);
    expect(decided.every(({ state }) => state === 'approved')).toBe(true);
    expect(polled.filter(({ state }) => state === 'approved')).toHaveLength(1);
  }
});

const changes: [string, () => Promise<unknown>, object][] = [
  [
    'the person’s role was lowered',
    () => setRole(owner, { memberId: operator.actor.memberId, role: 'viewer' }),
    { code: 'FORBIDDEN' },
  ],
  ['its name was taken', () => createApiKey(operator, { name: 'CI', role: 'viewer' }), { code: 'CONFLICT' }],
  [
    'an account has gone',
    () => core.db.deleteFrom('locations').where('id', '=', gym.id).execute(),
    { code: 'NOT_FOUND' },
  ],
];

test.each(changes)('no key comes of an approval after which %s', async (_, change, error) => {
  const { userCode, deviceCode } = await wishFor({ locationIds: [gym.id] });
  await approve(operator, userCode);
  await change();
  await expect(poll(deviceCode)).rejects.toMatchObject(error);
  expect((await listApiKeys(owner)).filter(({ role }) => role !== 'viewer')).toEqual([]);
});

test('a wish that nobody has fetched in ten minutes is over, approved or not', async () => {
  const late: Core = { ...core, now: () => new Date(Date.now() + 601_000) };
  const { userCode, deviceCode } = await wishFor();
  expect(await approve({ ...owner, now: late.now }, userCode)).toMatchObject({ state: 'expired' });
  await approve(owner, userCode);
  expect(await poll(deviceCode, late)).toEqual({ state: 'expired' });
  expect(await listApiKeys(owner)).toEqual([]);
});

test('what one person approved, another neither sees nor decides', async () => {
  const { userCode } = await wishFor();
  await approve(owner, userCode);
  for (const other of [operator, await world.stranger()])
    await expect(approve(other, userCode)).rejects.toMatchObject({ code: 'NOT_FOUND' });
  expect(await approve(owner, userCode)).toMatchObject({ state: 'approved', wish: { refusal: null } });
});

test('an API of the release before finds no wish by its code, and so cannot have it approved as a sign-in', async () => {
  const codeIn = async (userCode: string) =>
    core.db
      .selectFrom('device_sign_ins')
      // As such an API looks it up.
      .where('user_code_hash', '=', hashSecret(userCode.replace('-', '')))
      .select('client_name')
      .execute();
  const signIn = await startDeviceSignIn(core, { clientName: 'CLI on box' });
  expect(await codeIn(signIn.userCode)).toHaveLength(1);
  expect(await codeIn((await wishFor()).userCode)).toEqual([]);
});

test('an API of the release before gives no wider key for a wish: neither its approval counts nor ours to it', async () => {
  const ours = await wishFor();
  await approve(owner, ours.userCode);
  // Such an API makes a key of whom `decided_by` names.
  const rows = await core.db.selectFrom('device_sign_ins').select(['decision', 'decided_by']).execute();
  expect(rows).toEqual([{ decision: 'approved', decided_by: null }]);
  const theirs = await wishFor({ name: 'Theirs' });
  await core.db
    .updateTable('device_sign_ins')
    .set({ decision: 'approved', decided_by: owner.actor.memberId })
    .where('decision', 'is', null)
    .execute();
  expect(await poll(theirs.deviceCode)).toEqual({ state: 'denied' });
});

test('the name of a key that was revoked is free again', async () => {
  const { key } = await createApiKey(owner, { name: 'CI', role: 'viewer' });
  const { userCode } = await wishFor();
  expect((await getDeviceSignIn(owner, { userCode })).wish?.refusal).toContain('already');
  await revokeApiKey(owner, { id: key.id });
  expect(await approve(owner, userCode)).toMatchObject({ state: 'approved' });
});
