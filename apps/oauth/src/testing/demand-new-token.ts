import { createHash } from 'node:crypto';
import type { BridgeResponse } from '@groundwork/shared/bridge';
import { callBridge } from './call-bridge.ts';
import type { BridgeDoor } from './call-bridge.ts';

export const hashOf = (text: string): string => createHash('sha256').update(text).digest('hex');

/** Asks as a backend does whose token GHL has just refused. */
export const demandNewToken = (
  service: BridgeDoor,
  refused: BridgeResponse<'accessToken'>,
): Promise<BridgeResponse<'accessToken'>> =>
  callBridge(service, 'accessToken', {
    companyId: refused.companyId,
    ...(refused.locationId === null ? {} : { locationId: refused.locationId }),
    refusedTokenHash: hashOf(refused.accessToken),
  });
