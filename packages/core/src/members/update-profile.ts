import type { SessionView } from '@groundwork/shared/views';
import { type Context, requirePerson } from '../context.ts';
import { commitOnce } from '../idempotency/commit-once.ts';
import { getMe } from '../sessions/get-me.ts';

/** The own name, as others see it. Signing in by GHL never writes over it; the e-mail address stays GHL's or the invitation's. */
export async function updateProfile(ctx: Context, input: { name: string }): Promise<SessionView> {
  requirePerson(ctx);
  await commitOnce(ctx, async (tx) => {
    await tx
      .updateTable('members')
      .set({ name: input.name })
      .where('agency_id', '=', ctx.actor.agencyId)
      .where('id', '=', ctx.actor.memberId)
      .execute();
  });
  return getMe(ctx);
}
