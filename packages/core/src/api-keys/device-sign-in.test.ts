import type { Role } from '@groundwork/shared';
import { sql } from 'kysely';
import { afterAll, beforeAll, beforeEach, expect, test } from 'vitest';
import type { Context, Core } from '../context.ts';
import { acceptInvitation } from '../members/accept-invitation.ts';
import { inviteMember } from '../members/invite-member.ts';
import { removeMember } from '../members/remove-member.ts';
import { setRole } from '../members/set-role.ts';
import { createWorld, type World } from '../testing/world.ts';
import { createApiKey } from './create-api-key.ts';
import { decideDeviceSignIn, getDeviceSignIn } from './device-sign-in.ts';
import { listApiKeys } from './list-api-keys.ts';
import { listAudit } from './list-audit.ts';
import { pollDeviceSignIn } from './poll-device-sign-in.ts';
import { resolveApiKey } from './resolve-api-key.ts';
import { startDeviceSignIn } from './start-device-sign-in.ts';

let world: World;
let core: Core;
let owner: Context;

beforeAll(async () => {
  world = await createWorld();
  ({ core } = world);
});
afterAll(() => world.close());
beforeEach(async () => {
  await sql`truncate agencies, device_sign_ins cascade`.execute(core.db);
  owner = await world.member();
});

const after = <C extends Core>(seconds: number, who: C): C => ({
  ...who,
  now: () => new Date(Date.now() + seconds * 1000),
});
const start = () => startDeviceSignIn(core, { clientName: 'groundwork CLI on box' });
const poll = (deviceCode: string, at: Core = core) => pollDeviceSignIn(at, { deviceCode });
const decide = (userCode: string, approve: boolean, who = owner) => decideDeviceSignIn(who, { userCode, approve });

test('a tool gets a key of the person who approves it: their role, ninety days, named by the tool', async () => {
  const operator = await world.member('operator');
  const started = await start();
  expect(started).toMatchObject({ userCode: expect.stringMatching(/^[BCDFGHJ-NP-TV-XZ]{4}-[BCDFGHJ-NP-TV-XZ]{4}$/) });
  expect(await poll(started.deviceCode)).toEqual({ state: 'waiting' });
  expect(await getDeviceSignIn(operator, started)).toMatchObject({
    clientName: 'groundwork CLI on box',
    state: 'waiting',
  });
  expect(await decide(started.userCode.toLowerCase().replace('-', ' '), true, operator)).toMatchObject({
    state: 'approved',
  });
  const answer = await poll(started.deviceCode);
  if (answer.state !== 'approved') throw new Error(answer.state);
  expect(await resolveApiKey(core, answer.secret)).toMatchObject({
    memberId: operator.actor.memberId,
    role: 'operator',
  });
  const [key] = await listApiKeys(operator);
  expect(key).toMatchObject({ name: 'groundwork CLI on box', madeBy: 'device', role: 'operator', accounts: null });
  expect(Date.parse(key?.expiresAt ?? '') - Date.parse(key?.createdAt ?? '')).toBeCloseTo(90 * 86_400_000, -5);
});

test('the tool may at most what whoever approved it was shown, and never more than they may when it comes for its key', async () => {
  const member = await world.member('operator');
  const becomes = async (change: Exclude<Role, 'owner'>) => {
    await setRole(owner, { memberId: member.actor.memberId, role: 'operator' });
    const { userCode, deviceCode } = await start();
    const shown = await getDeviceSignIn(member, { userCode });
    expect(shown.role).toBe('operator');
    await decideDeviceSignIn(member, { userCode, approve: true, terms: shown.terms });
    await setRole(owner, { memberId: member.actor.memberId, role: change });
    const answer = await poll(deviceCode);
    return answer.state === 'approved' ? answer.key.role : answer.state;
  };
  expect(await becomes('admin')).toBe('operator');
  expect(await becomes('operator')).toBe('operator');
  expect(await becomes('viewer')).toBe('viewer');
});

test('a role that has changed since the page was read is looked at again before it is given to a tool', async () => {
  const member = await world.member('operator');
  const { userCode, deviceCode } = await start();
  const { terms } = await getDeviceSignIn(member, { userCode });
  await setRole(owner, { memberId: member.actor.memberId, role: 'admin' });
  const raised: Context = { ...member, actor: { ...member.actor, role: 'admin' } };
  await expect(decideDeviceSignIn(raised, { userCode, approve: true, terms })).rejects.toMatchObject({
    code: 'CONFLICT',
    message: expect.stringContaining('your role has changed'),
  });
  expect(await poll(deviceCode)).toEqual({ state: 'waiting' });
  const again = await getDeviceSignIn(raised, { userCode });
  expect(again.role).toBe('admin');
  expect(await decideDeviceSignIn(raised, { userCode, approve: true, terms: again.terms })).toMatchObject({
    state: 'approved',
    role: 'admin',
  });
});

test('what an API of the release before approved has the role of whoever did when the tool comes for it', async () => {
  const { userCode, deviceCode } = await start();
  await decide(userCode, true);
  await core.db.updateTable('device_sign_ins').set({ approved_role: null }).execute();
  expect(await poll(deviceCode)).toMatchObject({ state: 'approved', key: { role: 'owner' } });
});

test('the key is given once, and to the one who holds the long code', async () => {
  const { deviceCode, userCode } = await start();
  await decide(userCode, true);
  const answers = await Promise.all(Array.from({ length: 5 }, () => poll(deviceCode)));
  expect(answers.map(({ state }) => state).toSorted()).toEqual([
    'approved',
    ...Array.from({ length: 4 }, () => 'expired'),
  ]);
  expect(await listApiKeys(owner)).toHaveLength(1);
  expect(await poll(userCode)).toEqual({ state: 'expired' });
});

test('approving or denying twice is harmless, and what was decided stays', async () => {
  const { deviceCode, userCode } = await start();
  expect(await decide(userCode, false)).toMatchObject({ state: 'denied' });
  expect(await decide(userCode, true)).toMatchObject({ state: 'denied' });
  expect(await poll(deviceCode)).toEqual({ state: 'denied' });
  const other = await start();
  for (const _ of [1, 2]) expect(await decide(other.userCode, true)).toMatchObject({ state: 'approved' });
  const { entries } = await listAudit(owner, { limit: 10 });
  expect(entries.map(({ action }) => action)).toEqual(['device.approved', 'device.denied']);
});

test('a code is good for ten minutes', async () => {
  const { deviceCode, userCode } = await start();
  const late = after(601, owner);
  expect(await getDeviceSignIn(late, { userCode })).toMatchObject({ state: 'expired' });
  expect(await decide(userCode, true, late)).toMatchObject({ state: 'expired' });
  expect(await poll(deviceCode, late)).toEqual({ state: 'expired' });
  expect(await poll(deviceCode)).toEqual({ state: 'waiting' });
  await decide(userCode, true);
  expect(await poll(deviceCode, late)).toEqual({ state: 'expired' });
});

test('who asks more often than every five seconds is told to slow down', async () => {
  const { deviceCode } = await start();
  expect(await poll(deviceCode)).toEqual({ state: 'waiting' });
  expect(await poll(deviceCode, after(2, core))).toEqual({ state: 'slow-down' });
  expect(await poll(deviceCode, after(7, core))).toEqual({ state: 'waiting' });
});

test('the database holds neither code, and no key before the tool has it', async () => {
  const { deviceCode, userCode } = await start();
  await decide(userCode, true);
  const rows = JSON.stringify(await sql`select * from device_sign_ins`.execute(core.db));
  for (const code of [deviceCode, userCode, userCode.replace('-', '')]) expect(rows).not.toContain(code);
  expect(await listApiKeys(owner)).toEqual([]);
});

test('what another person decided is theirs: nobody else is told of it', async () => {
  const { userCode } = await start();
  await decide(userCode, true);
  for (const other of [await world.member('viewer'), await world.stranger()]) {
    await expect(getDeviceSignIn(other, { userCode })).rejects.toMatchObject({ code: 'NOT_FOUND' });
    await expect(decide(userCode, false, other)).rejects.toMatchObject({ code: 'NOT_FOUND' });
  }
});

test('ten wrong codes in ten minutes are all a member has, also of thirty at once', async () => {
  const { userCode } = await start();
  const guesses = await Promise.allSettled(
    Array.from({ length: 30 }, () => getDeviceSignIn(owner, { userCode: 'BBBB-BBBB' })),
  );
  const codes = guesses.map((guess) => (guess.status === 'rejected' ? (guess.reason as { code: string }).code : 'ok'));
  expect(codes.filter((code) => code === 'NOT_FOUND')).toHaveLength(10);
  expect(codes.filter((code) => code === 'RATE_LIMITED')).toHaveLength(20);
  await expect(decide(userCode, true)).rejects.toMatchObject({ code: 'RATE_LIMITED', retryable: true });
  expect(await getDeviceSignIn(await world.member('viewer'), { userCode })).toMatchObject({ state: 'waiting' });
  await expect(getDeviceSignIn(after(601, owner), { userCode: 'BBBB-BBBB' })).rejects.toMatchObject({
    code: 'NOT_FOUND',
  });
});

test('a key approves no tool, nor looks at one', async () => {
  const { userCode } = await start();
  const key: Context = { ...owner, actor: { ...owner.actor, apiKey: { id: 'k', name: 'CI' } } };
  await expect(getDeviceSignIn(key, { userCode })).rejects.toMatchObject({ code: 'FORBIDDEN' });
  await expect(decide(userCode, true, key)).rejects.toMatchObject({ code: 'FORBIDDEN' });
});

test('a second sign-in from the same machine gets a name of its own', async () => {
  for (const _ of [1, 2, 3]) {
    const { deviceCode, userCode } = await start();
    await decide(userCode, true);
    await poll(deviceCode);
  }
  const name = 'groundwork CLI on box';
  expect((await listApiKeys(owner)).map((key) => key.name).toSorted()).toEqual([name, `${name} (2)`, `${name} (3)`]);
});

test('who was removed since approving gives no key away, nor does it come back with them', async () => {
  const operator = await world.member('operator');
  const person = { name: 'Ann', email: 'ann@example.com', role: 'operator' } as const;
  await core.db.updateTable('members').set(person).where('id', '=', operator.actor.memberId).execute();
  const wish = { name: 'CI', role: 'viewer', locationIds: null, expiresInDays: 1 } as const;
  const asked = [await start(), await startDeviceSignIn(core, { clientName: 'CLI', wish })];
  for (const { userCode } of asked) {
    const { terms } = await getDeviceSignIn(operator, { userCode });
    await decideDeviceSignIn(operator, { userCode, approve: true, terms });
  }
  await removeMember(owner, { memberId: operator.actor.memberId });
  const { token } = await inviteMember(owner, person);
  await acceptInvitation(core, { token, previousSession: null, userAgent: null });
  for (const { deviceCode } of asked) expect(await poll(deviceCode)).toEqual({ state: 'denied' });
  expect(await listApiKeys(owner)).toEqual([]);
});

test('who has fifty keys approves nothing', async () => {
  for (let made = 0; made < 50; made++) await createApiKey(owner, { name: `key ${made}`, role: 'viewer' });
  const { deviceCode, userCode } = await start();
  await expect(decide(userCode, true)).rejects.toMatchObject({ code: 'CONFLICT' });
  expect(await poll(deviceCode)).toEqual({ state: 'waiting' });
});
