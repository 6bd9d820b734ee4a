import type { Tx } from '@groundwork/db';
import { AppError, type Role } from '@groundwork/shared';
import { syncLocations } from '../accounts/sync-locations.ts';
import type { Core } from '../context.ts';
import { hashSecret, newSecret } from '../secrets.ts';
import { maxAgeSeconds } from './session-lifetime.ts';

/**
 * Signs in whoever came back from GHL. Only a Company grant whose user GHL reports as agency admin does;
 * the first such person of an agency becomes its owner, later ones are viewers until raised.
 * Returns the new session's secret, for the cookie. A previous session of the same browser is ended.
 */
export async function signIn(
  core: Core,
  input: { ticket: string; nonce: string; previousSession: string | null; userAgent: string | null },
): Promise<{ session: string }> {
  const grant = await core.bridge.redeemTicket({ ticket: input.ticket, nonceHash: hashSecret(input.nonce) });
  if (grant.userType !== 'Company')
    throw new AppError(
      'SIGN_IN_FAILED',
      'The app is installed on the sub-account. Signing in needs an agency admin: sign in again and choose the agency.',
    );
  const [user, company, installation] = await Promise.all([
    core.ghl.user(grant.companyId, grant.userId),
    core.ghl.company(grant.companyId),
    core.bridge.installation(grant.companyId),
  ]);
  if (user.type !== 'agency' || user.role !== 'admin')
    throw new AppError(
      'SIGN_IN_FAILED',
      'Only an agency admin can sign in with GoHighLevel. Ask an admin of your agency to do it.',
    );

  const session = newSecret();
  await core.db.transaction().execute(async (tx) => {
    const agency = await tx
      .insertInto('agencies')
      .values({ company_id: company.id, name: company.name })
      .onConflict((conflict) => conflict.column('company_id').doUpdateSet({ name: company.name }))
      .returning('id')
      .executeTakeFirstOrThrow();
    await syncLocations(tx, agency.id, installation);
    const memberId = await upsertMember(tx, agency.id, user);
    if (input.previousSession)
      await tx.deleteFrom('sessions').where('id_hash', '=', hashSecret(input.previousSession)).execute();
    await tx
      .insertInto('sessions')
      .values({
        id_hash: hashSecret(session),
        member_id: memberId,
        last_seen_at: core.now(),
        expires_at: new Date(core.now().getTime() + maxAgeSeconds * 1000),
        user_agent: input.userAgent?.slice(0, 300) ?? null,
      })
      .execute();
  });
  return { session };
}

/** The agency's row is locked by its upsert, so of two first sign-ins at once one is the owner. */
async function upsertMember(
  tx: Tx,
  agencyId: string,
  user: { id: string; name: string; email: string },
): Promise<string> {
  const owner = await tx
    .selectFrom('members')
    .select('id')
    .where('agency_id', '=', agencyId)
    .where('role', '=', 'owner')
    .executeTakeFirst();
  const role: Role = owner ? 'viewer' : 'owner';
  const member = await tx
    .insertInto('members')
    .values({ agency_id: agencyId, ghl_user_id: user.id, name: user.name, email: user.email, role })
    .onConflict((conflict) =>
      conflict.columns(['agency_id', 'ghl_user_id']).doUpdateSet({ name: user.name, email: user.email }),
    )
    .returning('id')
    .executeTakeFirstOrThrow();
  return member.id;
}
