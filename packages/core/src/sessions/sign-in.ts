import { AppError } from '@groundwork/shared';
import { refreshLocations } from '../accounts/refresh-locations.ts';
import type { Core } from '../context.ts';
import { recognise } from '../members/recognise.ts';
import { hashSecret } from '../secrets.ts';
import { openSession } from './open-session.ts';

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
  const [user, company] = await Promise.all([
    core.ghl.user(grant.companyId, grant.userId),
    core.ghl.company(grant.companyId),
  ]);
  if (user.type !== 'agency' || user.role !== 'admin')
    throw new AppError(
      'SIGN_IN_FAILED',
      'Only an agency admin can sign in with GoHighLevel. Ask an admin of your agency to do it.',
    );

  const { agencyId, session } = await core.db.transaction().execute(async (tx) => {
    const agency = await tx
      .insertInto('agencies')
      .values({ company_id: company.id, name: company.name })
      .onConflict((conflict) => conflict.column('company_id').doUpdateSet({ name: company.name }))
      .returning('id')
      .executeTakeFirstOrThrow();
    const memberId = await recognise(tx, agency.id, user);
    return { agencyId: agency.id, ...(await openSession(tx, core, { ...input, memberId, signedInBy: 'ghl' })) };
  });
  await bringAccounts(core, { id: agencyId, companyId: company.id });
  return { session };
}

/** The pages that come now do it themselves where this fails. */
async function bringAccounts(core: Core, agency: { id: string; companyId: string }): Promise<void> {
  try {
    await refreshLocations(core, agency, (changed) => (changed ? [{ type: 'accounts.changed' }] : []));
  } catch (error) {
    core.log.warn({ err: error, agencyId: agency.id }, 'accounts were not brought up to date at a sign-in');
  }
}
