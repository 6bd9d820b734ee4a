import type { BridgeRequest, ConnectionTest } from '@groundwork/shared/bridge';
import { BridgeFailure, tokenRefreshing } from '../bridge/bridge-failure.ts';
import type { OAuthContext } from '../context.ts';
import { sha256Hex } from '../crypto/hash.ts';
import { findInstallation } from '../grants/find-installation.ts';
import type { GhlAnswer } from '../providers/ghl-call.ts';
import { readCallRefusal } from '../providers/ghl-refusals.ts';
import { withDeadline } from '../tokens/grant-token.ts';
import { readAccessToken } from '../tokens/read-access-token.ts';
import { createTestLimit } from './test-limit.ts';
import { wordsFor } from './test-words.ts';

/** Whose connection, and the backend and request that ask. */
export type TestRequest = BridgeRequest<'testConnection'> & { backendId: string; requestId: string };

/** Runs a read of a token and leaves a row that says who read and what came of it. */
export type AuditedRead = <T>(read: () => Promise<T>) => Promise<T>;

type Test = (request: TestRequest, audited: AuditedRead) => Promise<ConnectionTest>;

interface Timing {
  tokenMs: number | null;
  answerMs: number | null;
}

/** One real call to GHL, within a reader's patience. A connection that does not work is an answer in words, not an error. */
export function createConnectionTests(ctx: OAuthContext): Test {
  const waitMs = createTestLimit();
  return async (request, audited) => {
    const testedAt = new Date().toISOString();
    const timing: Timing = { tokenMs: null, answerMs: null };
    const mustWaitMs = waitMs(request.companyId);
    if (mustWaitMs > 0) return { works: false, message: wordsFor.tooManyTests(mustWaitMs), ...timing, testedAt };
    const verdict = await judge(ctx, request, { audited, timing });
    await record(ctx, request, verdict);
    return { ...verdict, ...timing, testedAt };
  };
}

interface Verdict {
  works: boolean;
  message: string;
}

interface Attempt {
  audited: AuditedRead;
  timing: Timing;
}

async function judge(ctx: OAuthContext, request: TestRequest, attempt: Attempt): Promise<Verdict> {
  const isAgency = request.locationId === undefined;
  try {
    const answer = await callGhl(ctx, request, attempt);
    if (answer === 'late') return { works: false, message: wordsFor.late };
    if (answer.kind === 'ok') {
      const message = (await isRenewed(ctx, request)) ? wordsFor.works(isAgency) : wordsFor.runsOut(isAgency);
      return { works: true, message };
    }
    if (answer.kind !== 'refused') return { works: false, message: wordsFor.away(answer.cause.message) };
    return { works: false, message: wordsFor.refused(readCallRefusal(answer.status, answer.body), isAgency) };
  } catch (error) {
    if (error instanceof BridgeFailure) return { works: false, message: error.message };
    ctx.log.error({ err: error, requestId: request.requestId }, 'a test of a connection failed');
    return { works: false, message: wordsFor.failed(request.requestId) };
  }
}

/** A grant that GHL no longer renews gives its last token for up to a day. */
async function isRenewed(ctx: OAuthContext, { companyId, locationId }: TestRequest): Promise<boolean> {
  const agency = await findInstallation(ctx, { companyId, locationId: null });
  if (agency?.state === 'active' || locationId === undefined) return agency?.state === 'active';
  const own = await findInstallation(ctx, { companyId, locationId });
  return own?.state === 'active';
}

/** As every reader does: when GHL means the token itself, once more with another one. */
async function callGhl(
  ctx: OAuthContext,
  { companyId, locationId }: TestRequest,
  { audited, timing }: Attempt,
): Promise<GhlAnswer<unknown> | 'late'> {
  const deadline = Date.now() + ctx.timings.readDeadlineMs;
  let refusedTokenHash: string | undefined;
  for (;;) {
    const askedAt = performance.now();
    const read = audited(() => readAccessToken(ctx, { companyId, locationId, refusedTokenHash }, { asksNow: true }));
    const token = await withDeadline(read, deadline);
    if (token === 'late') throw tokenRefreshing();
    timing.tokenMs = (timing.tokenMs ?? 0) + millisecondsSince(askedAt);

    const { accessToken } = token;
    const sentAt = performance.now();
    const call =
      locationId === undefined
        ? ctx.ghl.listInstalledLocations({ accessToken, companyId, skip: 0, limit: 1 })
        : ctx.ghl.readLocation({ accessToken, locationId });
    const answer = await withDeadline<GhlAnswer<unknown>>(call, deadline);
    if (answer === 'late') return answer;
    timing.answerMs = millisecondsSince(sentAt);
    const isAboutToken =
      answer.kind === 'refused' && readCallRefusal(answer.status, answer.body).class === 'access-token';
    if (!isAboutToken || refusedTokenHash !== undefined) return answer;
    refusedTokenHash = sha256Hex(accessToken);
  }
}

async function record(ctx: OAuthContext, request: TestRequest, { works, message }: Verdict): Promise<void> {
  const { companyId, locationId = null, backendId } = request;
  await ctx.db
    .insertInto('connection_log')
    .values({
      kind: works ? 'test-passed' : 'test-failed',
      company_id: companyId,
      location_id: locationId,
      actor: backendId,
      detail: message,
    })
    .execute();
}

const millisecondsSince = (start: number): number => Math.round((performance.now() - start) * 10) / 10;
