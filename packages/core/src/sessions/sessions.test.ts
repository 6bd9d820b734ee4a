import { fixtures } from '@groundwork/ghl-sandbox';
import type { BridgeResponse } from '@groundwork/shared/bridge';
import { sql } from 'kysely';
import { afterAll, beforeAll, beforeEach, expect, test } from 'vitest';
import type { Context, Core } from '../context.ts';
import { createWorld, type World } from '../testing/world.ts';
import { acceptInvitation } from '../members/accept-invitation.ts';
import { inviteMember } from '../members/invite-member.ts';
import { removeMember } from '../members/remove-member.ts';
import { updateProfile } from '../members/update-profile.ts';
import { endSession } from './end-session.ts';
import { resolveSession } from './resolve-session.ts';
import { signIn } from './sign-in.ts';

let world: World;
let core: Core;
let grant: BridgeResponse<'redeemTicket'>;
let now: Date;

beforeAll(async () => {
  world = await createWorld();
});
afterAll(() => world.close());
beforeEach(async () => {
  await sql`truncate agencies cascade`.execute(world.core.db);
  now = new Date();
  grantOf(fixtures.users.agencyAdmin.id);
  const installation: BridgeResponse<'installation'> = {
    companyId: fixtures.agency.id,
    state: 'active',
    reason: null,
    scopes: [],
    locations: [{ locationId: 'loc', name: 'Somewhere', address: null, state: 'active' }],
    reconciledAt: now.toISOString(),
  };
  // GHL answers for itself; what the OAuth service would say is set here.
  const bridge = {
    ...world.core.bridge,
    redeemTicket: () => Promise.resolve(grant),
    installation: () => Promise.resolve(installation),
  };
  core = { ...world.core, bridge, now: () => now };
});

const grantOf = (userId: string, userType: 'Company' | 'Location' = 'Company') => {
  grant = { companyId: fixtures.agency.id, userId, userType, locationId: userType === 'Location' ? 'loc' : null };
};
const enter = (previousSession: string | null = null) =>
  signIn(core, { ticket: 't', nonce: 'n', previousSession, userAgent: null }).then(({ session }) => session);
const roleOf = async (session: string) => (await resolveSession(core, session))?.role;
const actorOf = async (session: string): Promise<Context> => {
  const actor = await resolveSession(core, session);
  if (!actor) throw new Error('the session does not hold');
  return { ...core, actor };
};
const later = (hours: number) => {
  now = new Date(now.getTime() + hours * 3_600_000);
};

test('the first agency admin becomes owner, a later one viewer, and both keep their role', async () => {
  expect(await roleOf(await enter())).toBe('owner');
  grantOf(fixtures.users.secondAdmin.id);
  expect(await roleOf(await enter())).toBe('viewer');
  grantOf(fixtures.users.agencyAdmin.id);
  expect(await roleOf(await enter())).toBe('owner');
});

test('what became of an account while GHL was slow to say who signs in is not undone', async () => {
  const stateOf = async () => (await core.db.selectFrom('locations').select('state').executeTakeFirst())?.state;
  await enter();
  expect(await stateOf()).toBe('active');
  const { bridge, ghl } = core;
  const answer = await bridge.installation(fixtures.agency.id);
  let state: 'active' | 'paused' = 'active';
  const told = () => ({ ...answer, locations: answer.locations.map((location) => ({ ...location, state })) });
  const company: typeof ghl.company = async (id) => {
    await Promise.resolve();
    state = 'paused';
    await core.db.updateTable('locations').set({ state }).execute();
    return ghl.company(id);
  };
  core = { ...core, ghl: { ...ghl, company }, bridge: { ...bridge, installation: async () => told() } };
  await enter();
  expect(await stateOf()).toBe('paused');
});

test('who signs in is let in also where nobody says which accounts there are', async () => {
  core = { ...core, bridge: { ...core.bridge, installation: () => Promise.reject(new Error('away')) } };
  expect(await roleOf(await enter())).toBe('owner');
});

test('of two first sign-ins at the same moment one is the owner', async () => {
  const first = enter();
  grantOf(fixtures.users.secondAdmin.id);
  const roles = await Promise.all((await Promise.all([first, enter()])).map(roleOf));
  expect(new Set(roles)).toEqual(new Set(['owner', 'viewer']));
});

test('nobody but an agency admin signs in, and a sub-account’s grant never does', async () => {
  grantOf(fixtures.users.agencyUser.id);
  await expect(enter()).rejects.toMatchObject({ code: 'SIGN_IN_FAILED' });
  grantOf(fixtures.users.dentalOwner.id, 'Location');
  await expect(enter()).rejects.toMatchObject({ code: 'SIGN_IN_FAILED' });
  expect(await core.db.selectFrom('sessions').select('id_hash').execute()).toEqual([]);
});

test('whoever was invited and then comes by GHL is the same member, with the role and the name they had', async () => {
  const owner = await actorOf(await enter());
  const { email } = fixtures.users.secondAdmin;
  const { token } = await inviteMember(owner, { email: email.toUpperCase(), name: 'By invitation', role: 'operator' });
  const invited = await acceptInvitation(core, { token, previousSession: null, userAgent: null });
  grantOf(fixtures.users.secondAdmin.id);
  const byGhl = await actorOf(await enter());
  expect(byGhl.actor).toMatchObject({
    memberId: (await actorOf(invited.session)).actor.memberId,
    role: 'operator',
    name: 'By invitation',
  });
  expect((await actorOf(await enter())).actor.memberId).toBe(byGhl.actor.memberId);
  expect(await core.db.selectFrom('members').select('email').where('role', '=', 'operator').execute()).toEqual([
    { email },
  ]);
});

test('a chosen name stays when its owner signs in again', async () => {
  await updateProfile(await actorOf(await enter()), { name: 'Chosen' });
  expect((await actorOf(await enter())).actor.name).toBe('Chosen');
});

test('a removed member does not sign in, by GHL as little as by an address, until invited again', async () => {
  const owner = await actorOf(await enter());
  grantOf(fixtures.users.secondAdmin.id);
  const { memberId } = (await actorOf(await enter())).actor;
  await removeMember(owner, { memberId });
  await expect(enter()).rejects.toMatchObject({
    code: 'FORBIDDEN',
    message: expect.stringMatching(/Ask an admin of it to invite you again/),
  });
  const { email } = fixtures.users.secondAdmin;
  const { token } = await inviteMember(owner, { email, name: 'x', role: 'admin' });
  await acceptInvitation(core, { token, previousSession: null, userAgent: null });
  expect((await actorOf(await enter())).actor).toMatchObject({ memberId, role: 'admin' });
});

test('signing in again gives a new session and ends the one before it', async () => {
  const first = await enter();
  const second = await enter(first);
  expect(second).not.toBe(first);
  expect(await resolveSession(core, first)).toBeNull();
  expect(await roleOf(second)).toBe('owner');
});

test('a session ends after twelve idle hours, after thirty days of use, and at sign-out', async () => {
  const idle = await enter();
  later(11.9);
  expect(await roleOf(idle)).toBe('owner');
  later(12.1);
  expect(await resolveSession(core, idle)).toBeNull();

  const used = await enter();
  for (let half = 0; half < 60; half++) {
    later(12 - 0.01);
    expect(await roleOf(used)).toBe('owner');
  }
  later(11.9);
  expect(await resolveSession(core, used)).toBeNull();

  const left = await enter();
  await endSession(core, left);
  expect(await resolveSession(core, left)).toBeNull();
});

test('the database holds no session that could be used', async () => {
  const session = await enter();
  const rows = await core.db.selectFrom('sessions').selectAll().execute();
  expect(JSON.stringify(rows)).not.toContain(session);
});
