import {
  createSignInLink,
  inviteMember,
  type InvitationLink,
  listMembers,
  removeMember,
  revokeInvitation,
  setRole,
  transferOwnership,
} from '@groundwork/core';
import { z } from 'zod';
import { type ApiContext, memberProcedure, router } from '../trpc.ts';
import { emailAddress, personName } from './person.ts';

const givenRole = z.enum(['viewer', 'operator', 'admin']);
const member = z.strictObject({ memberId: z.uuid() });

export const membersRouter = router({
  list: memberProcedure.query(({ ctx }) => listMembers(ctx)),
  setRole: memberProcedure.input(member.extend({ role: givenRole })).mutation(({ ctx, input }) => setRole(ctx, input)),
  transferOwnership: memberProcedure.input(member).mutation(({ ctx, input }) => transferOwnership(ctx, input)),
  remove: memberProcedure.input(member).mutation(({ ctx, input }) => removeMember(ctx, input)),
  invite: memberProcedure
    .meta({ once: 'never' })
    .input(z.strictObject({ email: emailAddress, name: personName, role: givenRole }))
    .mutation(async ({ ctx, input }) => withUrl(ctx, await inviteMember(ctx, input))),
  signInLink: memberProcedure
    .meta({ once: 'never' })
    .input(member)
    .mutation(async ({ ctx, input }) => withUrl(ctx, await createSignInLink(ctx, input))),
  revokeInvitation: memberProcedure
    .input(z.strictObject({ invitationId: z.uuid() }))
    .mutation(({ ctx, input }) => revokeInvitation(ctx, input)),
});

/** The token stands in the fragment, which no browser sends and no server logs. */
const withUrl = ({ core }: ApiContext, { token, ...link }: InvitationLink) => ({
  ...link,
  url: new URL(`/invite#${token}`, core.publicUrl).href,
});
