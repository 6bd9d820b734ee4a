import type { AppError } from '@groundwork/shared';
import { sql } from 'kysely';
import { afterAll, beforeAll, beforeEach, expect, test } from 'vitest';
import type { Context, Core } from '../context.ts';
import { resolveSession } from '../sessions/resolve-session.ts';
import { createWorld, type World } from '../testing/world.ts';
import { acceptInvitation } from './accept-invitation.ts';
import { createSignInLink } from './create-sign-in-link.ts';
import { inviteMember } from './invite-member.ts';
import { listMembers } from './list-members.ts';
import { readOffer } from './read-offer.ts';
import { removeMember } from './remove-member.ts';
import { revokeInvitation } from './revoke-invitation.ts';
import { setRole } from './set-role.ts';

let world: World;
let owner: Context;
let core: Core;
let now: Date;

beforeAll(async () => {
  world = await createWorld();
});
afterAll(() => world.close());
beforeEach(async () => {
  await sql`truncate agencies cascade`.execute(world.core.db);
  now = new Date();
  core = { ...world.core, now: () => now };
  owner = { ...(await world.member('owner')), now: () => now };
});

const ann = { email: 'Ann@Example.com', name: 'Ann', role: 'operator' } as const;
const accept = (token: string) => acceptInvitation(core, { token, previousSession: null, userAgent: 'Firefox' });
const enter = async (token: string) => resolveSession(core, (await accept(token)).session);
const found = async (email: string) => {
  const { members } = await listMembers(owner);
  return members.filter((member) => member.email.toLowerCase() === email.toLowerCase());
};
const laterDays = (days: number) => {
  now = new Date(now.getTime() + days * 86_400_000);
};

test('a link makes its person a member, signs them in by it, and is used up', async () => {
  const { invitation, token, note } = await inviteMember(owner, ann);
  expect(invitation).toMatchObject({ ...ann, state: 'open', createdBy: 'Some owner' });
  expect(note).toBeNull();
  expect(await readOffer(core, { token })).toEqual({
    agency: expect.any(String),
    ...ann,
    invitedBy: 'Some owner',
    expiresAt: new Date(now.getTime() + 7 * 86_400_000).toISOString(),
  });

  const actor = await enter(token);
  expect(actor).toMatchObject({ role: 'operator', name: 'Ann', agencyId: owner.actor.agencyId });
  const session = await core.db.selectFrom('sessions').selectAll().executeTakeFirstOrThrow();
  expect(session).toMatchObject({ id: actor?.sessionId, signed_in_by: 'invitation', user_agent: 'Firefox' });
  expect(await found(ann.email)).toMatchObject([{ id: actor?.memberId, role: 'operator', signsInByGhl: false }]);
  expect((await listMembers(owner)).invitations).toMatchObject([{ state: 'accepted' }]);
  await expect(accept(token)).rejects.toMatchObject({
    code: 'CONFLICT',
    message: expect.stringMatching(/used already.*Ask an admin/),
  });
});

test('of many who open one link at once, one gets in', async () => {
  const { token } = await inviteMember(owner, ann);
  const answers = await Promise.allSettled(Array.from({ length: 6 }, () => accept(token)));
  const refusals = answers.flatMap((answer) => (answer.status === 'rejected' ? [answer.reason as AppError] : []));
  expect(refusals.map(({ code }) => code)).toEqual(Array(5).fill('CONFLICT'));
  expect(await found(ann.email)).toHaveLength(1);
});

test('a link that is closed says why, and an unknown one says nothing', async () => {
  const revoked = await inviteMember(owner, ann);
  await revokeInvitation(owner, { invitationId: revoked.invitation.id });
  const expired = await inviteMember(owner, { ...ann, email: 'bob@example.com' });
  laterDays(7);
  const refusals: [token: string, refusal: object][] = [
    [revoked.token, { code: 'CONFLICT', message: expect.stringMatching(/taken back/) }],
    [expired.token, { code: 'CONFLICT', message: expect.stringMatching(/expired/) }],
    ['x'.repeat(43), { code: 'NOT_FOUND', message: expect.stringMatching(/no such invitation/) }],
    ['', { code: 'NOT_FOUND', message: expect.stringMatching(/no such invitation/) }],
  ];
  for (const [token, refusal] of refusals) {
    await expect(readOffer(core, { token })).rejects.toMatchObject(refusal);
    await expect(accept(token)).rejects.toMatchObject(refusal);
  }
  expect((await listMembers(owner)).members).toHaveLength(1);
  expect(await core.db.selectFrom('sessions').selectAll().execute()).toEqual([]);
});

test('the database holds no link that could be used', async () => {
  const { token } = await inviteMember(owner, ann);
  expect(Buffer.from(token, 'base64url')).toHaveLength(32);
  expect(JSON.stringify(await core.db.selectFrom('invitations').selectAll().execute())).not.toContain(token);
});

test('a newer link to the same address replaces the older one', async () => {
  const first = await inviteMember(owner, ann);
  const second = await inviteMember(owner, { ...ann, email: 'ann@example.com', role: 'viewer' });
  await expect(accept(first.token)).rejects.toMatchObject({
    code: 'CONFLICT',
    message: expect.stringMatching(/newer one has replaced/),
  });
  expect(await enter(second.token)).toMatchObject({ role: 'viewer' });
});

test('an invitation to somebody who is a member already signs them in, raises the role, and never lowers it', async () => {
  const member = await world.member('operator');
  const { email } = (await listMembers(owner)).members.find(({ role }) => role === 'operator') ?? { email: '' };
  const raising = await inviteMember(owner, { email, name: 'Another name', role: 'admin' });
  expect(raising).toMatchObject({
    invitation: { name: 'Some operator', role: 'admin' },
    note: expect.stringMatching(/becomes admin/),
  });
  const signedIn = await enter(raising.token);
  expect(signedIn).toMatchObject({ memberId: member.actor.memberId, role: 'admin', name: 'Some operator' });

  const lowering = await inviteMember(owner, { email, name: 'Another name', role: 'viewer' });
  expect(lowering).toMatchObject({ invitation: { role: 'admin' }, note: expect.stringMatching(/stays admin/) });
  expect(await enter(lowering.token)).toMatchObject({ memberId: member.actor.memberId, role: 'admin' });
});

test('nobody makes a link that signs in as the owner, or as themselves', async () => {
  const admin = await world.member('admin');
  const toOwner = { email: 'OWNER@example.com', name: 'x', role: 'viewer' } as const;
  await expect(inviteMember(admin, toOwner)).rejects.toMatchObject({
    code: 'FORBIDDEN',
    message: expect.stringMatching(/owns the agency/),
  });
  const signInAsOwner = createSignInLink(admin, { memberId: owner.actor.memberId });
  await expect(signInAsOwner).rejects.toMatchObject({ code: 'FORBIDDEN' });
  const toSelf = inviteMember(admin, { email: 'admin@example.com', name: 'x', role: 'admin' });
  await expect(toSelf).rejects.toMatchObject({
    code: 'FORBIDDEN',
    message: expect.stringMatching(/Nobody changes their own/),
  });
  expect((await listMembers(owner)).invitations).toEqual([]);
});

test('a sign-in link is for those who do not sign in with GHL', async () => {
  const joined = await enter((await inviteMember(owner, ann)).token);
  const link = await createSignInLink(owner, { memberId: joined?.memberId ?? '' });
  expect(await enter(link.token)).toMatchObject({ memberId: joined?.memberId, role: 'operator' });
  const byGhl = createSignInLink(owner, { memberId: (await world.member('viewer')).actor.memberId });
  await expect(byGhl).rejects.toMatchObject({ code: 'CONFLICT', message: expect.stringMatching(/needs no link/) });
});

test('a removed member comes back by a new invitation as what it says, and not by an old one', async () => {
  const first = await enter((await inviteMember(owner, { ...ann, role: 'admin' })).token);
  const memberId = first?.memberId ?? '';
  const old = await createSignInLink(owner, { memberId });
  await removeMember(owner, { memberId });
  await expect(accept(old.token)).rejects.toMatchObject({
    code: 'CONFLICT',
    message: expect.stringMatching(/taken back/),
  });
  const again = await inviteMember(owner, { ...ann, role: 'viewer' });
  expect(again.note).toMatch(/brings Ann back, as viewer/);
  expect(await enter(again.token)).toMatchObject({ memberId, role: 'viewer' });
  expect(await found(ann.email)).toHaveLength(1);
});

test('links made by somebody who may no longer manage members end with that right', async () => {
  const admin = { ...(await world.member('admin')), now: () => now };
  const lowered = await inviteMember(admin, ann);
  await setRole(owner, { memberId: admin.actor.memberId, role: 'operator' });
  await expect(accept(lowered.token)).rejects.toMatchObject({
    code: 'CONFLICT',
    message: expect.stringMatching(/taken back/),
  });
  await expect(inviteMember(admin, ann)).rejects.toMatchObject({
    code: 'FORBIDDEN',
    message: expect.stringMatching(/role \(operator\)/),
  });

  await setRole(owner, { memberId: admin.actor.memberId, role: 'admin' });
  const removed = await inviteMember(admin, ann);
  await removeMember(owner, { memberId: admin.actor.memberId });
  await expect(accept(removed.token)).rejects.toMatchObject({ code: 'CONFLICT' });
  await expect(inviteMember(admin, ann)).rejects.toMatchObject({ code: 'UNAUTHORIZED' });
});

test('a role that was lowered is not raised again by an older link', async () => {
  const joined = await enter((await inviteMember(owner, { ...ann, role: 'admin' })).token);
  const memberId = joined?.memberId ?? '';
  const link = await createSignInLink(owner, { memberId });
  await setRole(owner, { memberId, role: 'viewer' });
  expect(await enter(link.token)).toMatchObject({ memberId, role: 'viewer' });
});

test('an accepted invitation is not taken back, a closed one stays as it is', async () => {
  const used = await inviteMember(owner, ann);
  await accept(used.token);
  const back = revokeInvitation(owner, { invitationId: used.invitation.id });
  await expect(back).rejects.toMatchObject({
    code: 'CONFLICT',
    message: expect.stringMatching(/Remove the member instead/),
  });
  const late = await inviteMember(owner, { ...ann, email: 'late@example.com' });
  laterDays(8);
  expect(await revokeInvitation(owner, { invitationId: late.invitation.id })).toMatchObject({ state: 'expired' });
});
