import { fixtures } from '@groundwork/ghl-sandbox';
import { type Role, roles } from '@groundwork/shared';
import { sql } from 'kysely';
import { afterAll, beforeAll, beforeEach, expect, test } from 'vitest';
import type { Context, Core } from '../context.ts';
import { acceptInvitation } from '../members/accept-invitation.ts';
import { inviteMember } from '../members/invite-member.ts';
import { removeMember } from '../members/remove-member.ts';
import { setRole } from '../members/set-role.ts';
import { getMe } from '../sessions/get-me.ts';
import { createWorld, type World } from '../testing/world.ts';
import { createApiKey, type NewApiKey } from './create-api-key.ts';
import { lesserRole } from './lesser-role.ts';
import { listApiKeys } from './list-api-keys.ts';
import { listAudit } from './list-audit.ts';
import { resolveApiKey } from './resolve-api-key.ts';
import { revokeApiKey } from './revoke-api-key.ts';

let world: World;
let owner: Context;
let operator: Context;
let viewer: Context;

beforeAll(async () => {
  world = await createWorld();
});
afterAll(() => world.close());
beforeEach(async () => {
  await sql`truncate agencies cascade`.execute(world.core.db);
  [owner, operator, viewer] = [await world.member(), await world.member('operator'), await world.member('viewer')];
});

const days = 86_400;
const after = <C extends Core>(seconds: number, who: C): C => ({
  ...who,
  now: () => new Date(Date.now() + seconds * 1000),
});
const make = (ctx: Context, input: Partial<NewApiKey> = {}) =>
  createApiKey(ctx, { name: 'CI', role: lesserRole(ctx.actor.role, 'admin'), ...input });
const resolve = (secret: string, core: Core = world.core) => resolveApiKey(core, secret);

test('a key acts in its maker’s name, with its own id and role, and says so', async () => {
  const { key, secret } = await make(owner, { role: 'operator' });
  expect(secret).toMatch(/^gw_[\w-]{43}$/);
  const actor = await resolve(secret);
  expect(actor).toEqual({
    ...owner.actor,
    role: 'operator',
    sessionId: key.id,
    apiKey: { id: key.id, name: 'CI' },
    locationIds: null,
  });
  const me = await getMe({ ...owner, actor: actor ?? owner.actor });
  expect(me.apiKey).toEqual({ id: key.id, name: 'CI', role: 'operator' });
});

test('the database holds no key that could be used, and a list shows only how it begins', async () => {
  const { secret } = await make(owner);
  const rows = await sql`select * from api_keys`.execute(world.core.db);
  for (const text of [JSON.stringify(rows), JSON.stringify(await listApiKeys(owner)), JSON.stringify(await audit())])
    expect(text).not.toContain(secret.slice(3));
  expect(await listApiKeys(owner)).toMatchObject([{ prefix: secret.slice(0, 7), isOwn: true, state: 'active' }]);
});

test.each(['', 'gw_', 'gw_short', `gw_${'a'.repeat(43)}`, `xx_${'a'.repeat(43)}`, `gw_${'a'.repeat(42)}\u0000`])(
  'what is no key opens nothing: %j',
  async (secret) => {
    await make(owner);
    expect(await resolve(secret)).toBeNull();
  },
);

test.each(roles.flatMap((held) => roles.map((given) => [held, given] as const)))(
  'of a member who is %s a key may be %s only where that is no more, and never an owner',
  async (held, given) => {
    const made = await make(await world.member(held), { role: given }).then(
      ({ key }) => key.role,
      (error: { code: string }) => error.code,
    );
    const isMore = roles.indexOf(given) > roles.indexOf(held);
    expect(made).toEqual(given === 'owner' ? 'BAD_REQUEST' : isMore ? 'FORBIDDEN' : given);
  },
);

test('it may what the lesser of both roles may: a member who is lowered lowers it, and raised again raises it no further', async () => {
  const { secret } = await make(operator);
  const { memberId } = operator.actor;
  const roleAfter = async (role: Exclude<Role, 'owner'>) => {
    await setRole(owner, { memberId, role });
    return (await resolve(secret))?.role;
  };
  expect(await roleAfter('viewer')).toBe('viewer');
  expect(await roleAfter('admin')).toBe('operator');
});

test('one that was made an owner’s before goes on working, for its owner', async () => {
  const { key, secret } = await make(owner);
  await world.core.db.updateTable('api_keys').set({ role: 'owner' }).where('id', '=', key.id).execute();
  expect(await resolve(secret)).toMatchObject({ role: 'owner' });
});

test('it ends with its time, and when somebody ends it', async () => {
  const { secret } = await make(owner, { name: 'short', expiresInDays: 2 });
  expect(await resolve(secret, after(1.9 * days, world.core))).not.toBeNull();
  expect(await resolve(secret, after(2.1 * days, world.core))).toBeNull();
  const { key, secret: other } = await make(owner, { name: 'long' });
  expect(await resolve(other, after(4_000 * days, world.core))).not.toBeNull();
  expect(await revokeApiKey(owner, { id: key.id })).toMatchObject({ state: 'revoked' });
  expect(await resolve(other)).toBeNull();
  const again = await revokeApiKey(owner, { id: key.id });
  expect((await audit()).filter(({ action }) => action === 'key.revoked')).toHaveLength(1);
  expect(again.state).toBe('revoked');
});

test('it ends with its member, and does not come back with them', async () => {
  const { secret } = await make(operator);
  await removeMember(owner, { memberId: operator.actor.memberId });
  expect(await resolve(secret)).toBeNull();
  const { token } = await inviteMember(owner, { email: 'operator@example.com', name: 'Back', role: 'operator' });
  await acceptInvitation(world.core, { token, previousSession: null, userAgent: null });
  expect(await resolve(secret)).toBeNull();
  expect(await listApiKeys(owner)).toMatchObject([{ state: 'revoked' }]);
});

test('its last use is known to the minute', async () => {
  const { secret } = await make(owner);
  const used = async () => (await listApiKeys(owner))[0]?.lastUsedAt;
  expect(await used()).toBeNull();
  await resolve(secret);
  const first = await used();
  expect(first).not.toBeNull();
  await resolve(secret, after(50, world.core));
  expect(await used()).toBe(first);
  await resolveApiKey(after(70, world.core), secret, { touch: false });
  expect(await used()).toBe(first);
  await resolve(secret, after(70, world.core));
  expect(await used()).not.toBe(first);
});

test('a member’s active keys have names of their own, also when two are made at once', async () => {
  const { key } = await make(owner);
  await expect(make(owner, { name: 'ci' })).rejects.toMatchObject({ code: 'CONFLICT' });
  expect((await make(operator)).key.name).toBe('CI');
  await revokeApiKey(owner, { id: key.id });
  const both = await Promise.allSettled([make(owner), make(owner)]);
  expect(both.map(({ status }) => status).toSorted()).toEqual(['fulfilled', 'rejected']);
});

test('a member has fifty active keys at most', async () => {
  const { key } = await make(owner, { name: 'first' });
  for (let made = 1; made < 50; made++) await make(owner, { name: `key ${made}` });
  await expect(make(owner, { name: 'one more' })).rejects.toMatchObject({ code: 'CONFLICT' });
  await revokeApiKey(owner, { id: key.id });
  await expect(make(owner, { name: 'one more' })).resolves.toBeDefined();
});

test('a key may be for some accounts of the agency, and of no other', async () => {
  const { dental, gym } = fixtures.locations;
  const { key, secret } = await make(owner, { locationIds: [gym.id, dental.id, gym.id] });
  expect(key.accounts?.map(({ name }) => name).toSorted()).toEqual([dental.name, gym.name].toSorted());
  expect((await resolve(secret))?.locationIds).toEqual([gym.id, dental.id]);
  await world.stranger();
  const locationIds = [gym.id, fixtures.secondLocations.bakery.id];
  await expect(make(owner, { name: 'other', locationIds })).rejects.toMatchObject({ code: 'NOT_FOUND' });
});

test('members see and end their own keys, admins everybody’s, another agency none', async () => {
  const { key } = await make(operator);
  expect(await listApiKeys(owner)).toMatchObject([{ id: key.id, isOwn: false, owner: { name: 'Some operator' } }]);
  expect(await listApiKeys(viewer)).toEqual([]);
  const stranger = await world.stranger();
  expect(await listApiKeys(stranger)).toEqual([]);
  for (const other of [viewer, stranger])
    await expect(revokeApiKey(other, { id: key.id })).rejects.toMatchObject({ code: 'NOT_FOUND' });
  await revokeApiKey(owner, { id: key.id });
  expect(await listApiKeys(after(29 * days, operator))).toHaveLength(1);
  expect(await listApiKeys(after(31 * days, operator))).toEqual([]);
});

const audit = async (ctx = owner) => (await listAudit(ctx, { limit: 100 })).entries;

test('who made and ended keys is written down for admins, a page at a time', async () => {
  const { key } = await make(operator);
  await revokeApiKey(owner, { id: key.id });
  expect(await audit()).toMatchObject([
    { action: 'key.revoked', subject: 'CI', memberName: 'Some owner', apiKey: { id: key.id, name: 'CI' } },
    { action: 'key.created', subject: 'CI', memberName: 'Some operator', apiKey: { id: key.id, name: 'CI' } },
  ]);
  const first = await listAudit(owner, { limit: 1 });
  const second = await listAudit(owner, { limit: 1, cursor: first.nextCursor ?? '' });
  expect([...first.entries, ...second.entries]).toEqual(await audit());
  expect(second.nextCursor).toBeNull();
  expect(await audit(await world.stranger())).toEqual([]);
  await expect(listAudit(operator, { limit: 1 })).rejects.toMatchObject({ code: 'FORBIDDEN' });
});
