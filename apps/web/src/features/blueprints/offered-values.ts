import type { VariableValues } from '@groundwork/shared/views';
import { forgetSessionState, readSessionState, writeSessionState } from '../../lib/session-state.ts';

/** Where a form of this account and version keeps what was typed. */
export const formKey = (locationId: string, versionId: string): string => `variables:${locationId}:${versionId}`;

/** The form of this account and version then begins with these values: what was captured there, or what a plan was made with. */
export function offerValues(locationId: string, versionId: string, values: VariableValues): void {
  forgetSessionState(formKey(locationId, versionId));
  writeSessionState(offerKey(locationId, versionId), values);
}

export const offeredValues = (locationId: string, versionId: string): VariableValues | null =>
  readSessionState(offerKey(locationId, versionId));

const offerKey = (locationId: string, versionId: string) => `offer:${locationId}:${versionId}`;
