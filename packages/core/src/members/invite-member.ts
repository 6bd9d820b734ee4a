import { AppError, type Role, roles } from '@groundwork/shared';
import type { Context } from '../context.ts';
import { type FoundMember, memberByEmail, refuseSelfAndOwner } from './find-member.ts';
import { manageMembers } from './manage-members.ts';
import { type InvitationLink, writeInvitation } from './write-invitation.ts';

type Invited = { email: string; name: string; role: Exclude<Role, 'owner'> };

/**
 * A one-time link for a person: to join, to come back after having been removed, or, for somebody who is a member already, to sign
 * in. A member keeps the own name, and a role that is higher than the one given here.
 */
export function inviteMember(ctx: Context, input: Invited): Promise<InvitationLink> {
  return manageMembers(ctx, async (tx, now) => {
    if (rank(input.role) > rank(now.actor.role))
      throw new AppError('FORBIDDEN', `Your role (${now.actor.role}) cannot give the role ${input.role}.`);
    const member = await memberByEmail(tx, now.actor.agencyId, input.email);
    if (member && !member.removed_at) refuseSelfAndOwner(now, member);
    const { person, note } = member ? asMember(member, input) : { person: input, note: null };
    return writeInvitation(tx, now, person, note);
  });
}

function asMember(member: FoundMember, { role }: Invited): { person: Invited; note: string } {
  const { name, email } = member;
  if (member.removed_at) return { person: { name, email, role }, note: `The link brings ${name} back, as ${role}.` };
  const kept = higherRole(member.role, role);
  const already = `${name} is a member already, so the link signs them in.`;
  return {
    person: { name, email, role: kept },
    note: kept === member.role ? `${already} Their role stays ${kept}.` : `${already} Their role becomes ${kept}.`,
  };
}

const rank = (role: Role): number => roles.indexOf(role);

/** Of a member who is not the owner. */
export function higherRole(held: Role, given: Exclude<Role, 'owner'>): Exclude<Role, 'owner'> {
  return held !== 'owner' && rank(held) > rank(given) ? held : given;
}
