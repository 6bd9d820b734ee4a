import { sql } from 'kysely';
import { afterAll, beforeAll, beforeEach, expect, test } from 'vitest';
import type { Context } from '../context.ts';
import { getMe } from '../sessions/get-me.ts';
import { openSession } from '../sessions/open-session.ts';
import { resolveSession } from '../sessions/resolve-session.ts';
import { createWorld, type World } from '../testing/world.ts';
import { acceptInvitation } from './accept-invitation.ts';
import { createSignInLink } from './create-sign-in-link.ts';
import { inviteMember } from './invite-member.ts';
import { listMembers } from './list-members.ts';
import { removeMember } from './remove-member.ts';
import { revokeInvitation } from './revoke-invitation.ts';
import { setRole } from './set-role.ts';
import { transferOwnership } from './transfer-ownership.ts';
import { updateProfile } from './update-profile.ts';

let world: World;
let owner: Context;
let admin: Context;
let viewer: Context;

beforeAll(async () => {
  world = await createWorld();
});
afterAll(() => world.close());
beforeEach(async () => {
  await sql`truncate agencies cascade`.execute(world.core.db);
  owner = await world.member('owner');
  admin = await world.member('admin');
  viewer = await world.member('viewer');
});

const rolesNow = async () =>
  Object.fromEntries((await listMembers(viewer)).members.map(({ name, role }) => [name.replace('Some ', ''), role]));
const as = (ctx: Context) => ({ memberId: ctx.actor.memberId });
const sessionOf = (ctx: Context) =>
  world.core.db
    .transaction()
    .execute((tx) =>
      openSession(tx, world.core, { ...as(ctx), signedInBy: 'ghl', previousSession: null, userAgent: null }),
    );

test('every member sees who is in, by role', async () => {
  await sessionOf(admin);
  expect(await listMembers(viewer)).toEqual({
    members: [
      expect.objectContaining({ name: 'Some owner', role: 'owner', lastSeenAt: null }),
      expect.objectContaining({ name: 'Some admin', signsInByGhl: true, lastSeenAt: expect.stringMatching(/Z$/) }),
      expect.objectContaining({ name: 'Some viewer', email: 'viewer@example.com' }),
    ],
    invitations: [],
  });
});

const changes: [verb: string, ask: (ctx: Context) => Promise<unknown>][] = [
  ['setRole', (ctx) => setRole(ctx, { ...as(viewer), role: 'operator' })],
  ['transferOwnership', (ctx) => transferOwnership(ctx, as(viewer))],
  ['removeMember', (ctx) => removeMember(ctx, as(viewer))],
  ['inviteMember', (ctx) => inviteMember(ctx, { email: 'x@example.com', name: 'x', role: 'viewer' })],
  ['createSignInLink', (ctx) => createSignInLink(ctx, as(viewer))],
  ['revokeInvitation', (ctx) => revokeInvitation(ctx, { invitationId: viewer.actor.memberId })],
];

test.each(changes)('a viewer and an operator do not %s', async (_, ask) => {
  for (const ctx of [viewer, await world.member('operator')])
    await expect(ask(ctx)).rejects.toMatchObject({ code: 'FORBIDDEN' });
});

test('an admin raises and lowers others', async () => {
  expect(await setRole(admin, { ...as(viewer), role: 'admin' })).toMatchObject({
    id: as(viewer).memberId,
    role: 'admin',
  });
  const raised = { ...viewer, actor: { ...viewer.actor, role: 'admin' as const } };
  await setRole(raised, { ...as(admin), role: 'operator' });
  expect(await rolesNow()).toEqual({ owner: 'owner', viewer: 'admin', admin: 'operator' });
});

test('an admin touches neither the owner nor the ownership', async () => {
  const tries = [
    setRole(admin, { ...as(owner), role: 'viewer' }),
    removeMember(admin, as(owner)),
    transferOwnership(admin, as(admin)),
    transferOwnership(admin, as(viewer)),
  ];
  for (const answer of await Promise.allSettled(tries))
    expect(answer).toMatchObject({ status: 'rejected', reason: { code: 'FORBIDDEN' } });
  expect(await rolesNow()).toEqual({ owner: 'owner', admin: 'admin', viewer: 'viewer' });
});

test('nobody changes or removes themselves, the owner included', async () => {
  for (const ctx of [owner, admin])
    for (const own of [() => setRole(ctx, { ...as(ctx), role: 'viewer' }), () => removeMember(ctx, as(ctx))])
      await expect(own()).rejects.toMatchObject({
        code: 'FORBIDDEN',
        message: expect.stringMatching(/Nobody changes their own/),
      });
  await expect(transferOwnership(owner, as(owner))).rejects.toMatchObject({ code: 'FORBIDDEN' });
});

test('the owner hands the agency over and is an admin from then on', async () => {
  expect(await transferOwnership(owner, as(viewer))).toMatchObject({ id: as(viewer).memberId, role: 'owner' });
  expect(await rolesNow()).toEqual({ viewer: 'owner', owner: 'admin', admin: 'admin' });
  await expect(transferOwnership(owner, as(admin))).rejects.toMatchObject({
    code: 'FORBIDDEN',
    message: expect.stringMatching(/Only the owner/),
  });
});

test('of two hand-overs at once one holds, and there is always one owner', async () => {
  const answers = await Promise.allSettled([transferOwnership(owner, as(admin)), transferOwnership(owner, as(viewer))]);
  expect(answers.map(({ status }) => status).toSorted()).toEqual(['fulfilled', 'rejected']);
  expect(Object.values(await rolesNow()).filter((role) => role === 'owner')).toHaveLength(1);
});

test('somebody who cannot sign in again does not become owner', async () => {
  const { token } = await inviteMember(owner, { email: 'ann@example.com', name: 'Ann', role: 'admin' });
  const { session } = await acceptInvitation(world.core, { token, previousSession: null, userAgent: null });
  const memberId = (await resolveSession(world.core, session))?.memberId ?? '';
  const handOver = transferOwnership(owner, { memberId });
  await expect(handOver).rejects.toMatchObject({
    code: 'CONFLICT',
    message: expect.stringMatching(/does not sign in with GoHighLevel/),
  });
});

test('of two admins who remove each other one stays', async () => {
  const other = await world.member('operator');
  await setRole(owner, { ...as(other), role: 'admin' });
  const second = { ...other, actor: { ...other.actor, role: 'admin' as const } };
  const answers = await Promise.allSettled([removeMember(admin, as(second)), removeMember(second, as(admin))]);
  expect(answers.map(({ status }) => status).toSorted()).toEqual(['fulfilled', 'rejected']);
  expect(Object.values(await rolesNow()).filter((role) => role === 'admin')).toHaveLength(1);
});

test('a removed member is out at once, and no longer there to be changed', async () => {
  const { session } = await sessionOf(viewer);
  await removeMember(admin, as(viewer));
  expect(await resolveSession(world.core, session)).toBeNull();
  expect((await listMembers(admin)).members.map(({ name }) => name)).toEqual(['Some owner', 'Some admin']);
  await expect(setRole(admin, { ...as(viewer), role: 'admin' })).rejects.toMatchObject({ code: 'NOT_FOUND' });
  await expect(removeMember(admin, as(viewer))).rejects.toMatchObject({ code: 'NOT_FOUND' });
});

test('everybody may change the own name, and it is shown', async () => {
  expect(await updateProfile(viewer, { name: 'Vera' })).toMatchObject({
    user: { name: 'Vera', role: 'viewer' },
    sessionId: viewer.actor.sessionId,
  });
  expect((await getMe(admin)).user.name).toBe('Some admin');
});
