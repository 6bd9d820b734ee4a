import type { UserType } from '@groundwork/shared/bridge';
import type { OAuthContext } from '../context.ts';
import { readOwnLocation } from '../grants/read-own-location.ts';
import { reconcileLocations } from '../grants/reconcile-locations.ts';
import { storeGrant } from '../grants/store-grant.ts';
import type { Grant } from '../grants/store-grant.ts';
import type { GrantAnswer } from '../providers/ghl-answers.ts';
import { readTokenRefusal } from '../providers/ghl-refusals.ts';
import { withDeadline } from '../tokens/grant-token.ts';
import { untilSaved } from '../tokens/until-saved.ts';
import type { Attempt } from './attempts.ts';
import { issueTicket } from './tickets.ts';

export type InstallProblem = 'CODE_REFUSED' | 'GHL_UNAVAILABLE' | 'USER_UNKNOWN';
export type FinishedInstall =
  | { kind: 'installed'; ticket: string | null }
  | { kind: 'failed'; problem: InstallProblem };

/** Exchanges the code, keeps the grant, and says who came: a ticket, only where the attempt is our own. */
export async function finishInstall(
  ctx: OAuthContext,
  { code, attempt }: { code: string; attempt: Attempt | null },
): Promise<FinishedInstall> {
  const userType: UserType = attempt?.userType ?? 'Company';
  const answer = await ctx.ghl.exchangeCode({ code, userType });
  if (answer.kind === 'refused') {
    const refusal = readTokenRefusal(answer.status, answer.body);
    ctx.log.warn({ ...refusal }, 'GHL refused a code');
    const isCode = answer.status === 400 || answer.status === 401 || answer.status === 422;
    return { kind: 'failed', problem: isCode ? 'CODE_REFUSED' : 'GHL_UNAVAILABLE' };
  }
  if (answer.kind !== 'ok') {
    ctx.log.warn({ err: answer.cause }, 'a code could not be exchanged');
    return { kind: 'failed', problem: 'GHL_UNAVAILABLE' };
  }

  const grant = grantFrom(answer.value, answer.at);
  const { ticket, installationId } = await untilSaved(ctx, () => store(ctx, grant, attempt));
  await useOnce(ctx, grant, installationId);
  if (attempt !== null && ticket === null) return { kind: 'failed', problem: 'USER_UNKNOWN' };
  return { kind: 'installed', ticket };
}

function store(
  ctx: OAuthContext,
  grant: Grant,
  attempt: Attempt | null,
): Promise<{ ticket: string | null; installationId: string }> {
  return ctx.db.transaction().execute(async (trx) => {
    const { outcome, installationId } = await storeGrant(ctx, trx, grant);
    const { companyId, locationId, approvedLocations, approvesAll, userId } = grant;
    const approved = approvedLocations?.length ?? null;
    ctx.log.info({ companyId, locationId, approved, approvesAll, outcome }, 'grant received');
    const isOurs = attempt !== null && userId !== null;
    const ticket = isOurs ? await issueTicket(ctx, trx, { attempt, grant, userId }) : null;
    return { ticket, installationId };
  });
}

/**
 * The first call with the new pair, which confirms it, reads what it is for. The sign-in does not wait long for that, and
 * does not fail with it: the list is read again by the loop, and a location's name is not needed.
 */
async function useOnce(ctx: OAuthContext, { companyId, locationId }: Grant, installationId: string): Promise<void> {
  const deadline = Date.now() + ctx.timings.readDeadlineMs;
  const reading =
    locationId === null
      ? reconcileLocations(ctx, companyId, deadline)
      : readOwnLocation(ctx, { installationId, companyId, locationId }, deadline);
  await withDeadline(reading, deadline).catch((error: unknown) => {
    ctx.log.warn({ err: error, companyId, locationId }, 'what was installed could not be read after a sign-in');
  });
}

const grantFrom = (answer: GrantAnswer, issuedAt: Date): Grant => ({
  userType: answer.userType,
  companyId: answer.companyId,
  locationId: answer.userType === 'Location' ? (answer.locationId ?? null) : null,
  userId: answer.userId ?? null,
  approvedLocations: answer.approvedLocations ?? null,
  approvesAll: answer.approveAllLocations ?? null,
  installsToFuture: answer.installToFutureLocations ?? null,
  accessToken: answer.accessToken,
  refreshToken: answer.refreshToken,
  expiresAt: new Date(Date.now() + answer.expiresIn * 1000),
  scopes: answer.scope,
  issuedAt,
});
