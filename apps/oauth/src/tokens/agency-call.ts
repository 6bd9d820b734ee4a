import { BridgeFailure } from '../bridge/bridge-failure.ts';
import type { OAuthContext } from '../context.ts';
import { sha256Hex } from '../crypto/hash.ts';
import { confirmPair } from '../grants/find-installation.ts';
import type { GhlAnswer } from '../providers/ghl-call.ts';
import { readCallRefusal } from '../providers/ghl-refusals.ts';
import type { Refusal } from '../providers/ghl-refusals.ts';
import { readGrantToken } from './grant-token.ts';
import type { GrantToken } from './grant-token.ts';

export interface AgencyCall<T> {
  installationId: string;
  deadline: number;
  call: (accessToken: string) => Promise<GhlAnswer<T>>;
}

export type AgencyAnswer<T> = { kind: 'ok'; value: T; at: Date } | { kind: 'refused'; refusal: Refusal; at: Date };

/** One call with the agency's token, when it is its turn; when GHL means the token itself, once more with a new one. */
export async function callAsAgency<T>(
  ctx: OAuthContext,
  { installationId, deadline, call }: AgencyCall<T>,
): Promise<AgencyAnswer<T>> {
  let refusedTokenHash: string | undefined;
  for (;;) {
    const token = await readGrantToken(ctx, installationId, { deadline, refusedTokenHash });
    const answer = await ctx.pace.turn<GhlAnswer<T>>(installationId, () => call(token.accessToken));
    if (answer.kind === 'ok') {
      await confirmPair(ctx, token);
      return answer;
    }
    if (answer.kind !== 'refused') throw unavailable(answer.cause.message, answer.cause);
    const refusal = readCallRefusal(answer.status, answer.body);
    if (refusal.class === 'access-token' && refusedTokenHash === undefined && !isJustRefreshed(token)) {
      refusedTokenHash = sha256Hex(token.accessToken);
      continue;
    }
    if (refusal.class === 'scope') {
      throw new BridgeFailure(
        'RECONNECT_NEEDED',
        `GoHighLevel says that the connection lacks a permission (${refusal.said}). An admin of the agency has to connect GoHighLevel again.`,
      );
    }
    if (refusal.class === 'access-token') throw unavailable('GoHighLevel refuses an access token that is seconds old.');
    if (refusal.class === 'too-many') throw unavailable('GoHighLevel accepts no more calls right now.');
    return { kind: 'refused', refusal, at: answer.at };
  }
}

/** A 401 about a token that is seconds old means something else: a refresh for each would be a loop. */
const isJustRefreshed = ({ refreshedAt }: GrantToken): boolean =>
  refreshedAt !== null && Date.now() - refreshedAt.getTime() < 60_000;

const unavailable = (message: string, cause?: unknown): BridgeFailure =>
  new BridgeFailure('GHL_UNAVAILABLE', `${message} The installation is kept; try again shortly.`, { cause });
