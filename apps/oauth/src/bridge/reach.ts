import { BridgeFailure } from './bridge-failure.ts';

/** Backends that are limited, and to which agencies. */
export type AgencyLimits = ReadonlyMap<string, ReadonlySet<string>>;

export const isWithinReach = (limits: AgencyLimits, backendId: string, companyId: string): boolean =>
  limits.get(backendId)?.has(companyId) ?? true;

export function assertWithinReach(limits: AgencyLimits, backendId: string, companyId: string): void {
  if (isWithinReach(limits, backendId, companyId)) return;
  throw new BridgeFailure(
    'FORBIDDEN',
    `The key of backend ${backendId} is limited to other agencies. Name this one in the OAuth service's BRIDGE_AGENCIES, or use the backend it belongs to.`,
  );
}
