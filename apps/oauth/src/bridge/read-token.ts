import type { BridgeRequest, BridgeResponse } from '@groundwork/shared/bridge';
import type { OAuthContext } from '../context.ts';
import { readAccessToken } from '../tokens/read-access-token.ts';
import type { AuditReads } from './audit-reads.ts';
import { repeatedCall } from './bridge-failure.ts';
import type { Claims, SignedCall } from './claims.ts';
import type { Listener } from './listen.ts';
import { assertWithinReach, isWithinReach } from './reach.ts';
import type { AgencyLimits } from './reach.ts';
import type { TokenMemory } from './token-memory.ts';

export interface TokenReads {
  ctx: OAuthContext;
  agencies: AgencyLimits;
  claims: Claims;
  auditRead: AuditReads;
  memory: TokenMemory;
  listener: Listener;
}

/**
 * A token that is held costs one statement: the claim of the call, its audit and the question whether the feed knows
 * better. Every other read goes to the rows, and to GHL where it must.
 */
export async function readToken(
  { ctx, agencies, claims, auditRead, memory, listener }: TokenReads,
  call: SignedCall,
  { requestId, ...request }: BridgeRequest<'accessToken'> & { requestId: string },
): Promise<BridgeResponse<'accessToken'>> {
  const { backendId } = call;
  const { companyId, locationId, refusedTokenHash } = request;
  const read = { backendId, requestId, companyId, locationId };
  const mayHold = refusedTokenHash === undefined && isWithinReach(agencies, backendId, companyId);
  const held = mayHold ? memory.get(request) : undefined;
  if (held === undefined) {
    if (!(await claims.claim(call))) throw repeatedCall();
  } else {
    const outcome = await claims.claimRead(call, { ...read, position: held.position });
    if (outcome === 'recorded') return held.token;
    if (outcome === 'repeated') throw repeatedCall();
    listener.look();
  }
  return auditRead(read, async () => {
    assertWithinReach(agencies, backendId, companyId);
    return memory.keep(request, () => readAccessToken(ctx, request));
  });
}
