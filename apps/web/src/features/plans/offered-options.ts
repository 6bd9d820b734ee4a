import type { Overwrite } from '@groundwork/shared/plan';
import { forgetSessionState, readSessionState, writeSessionState } from '../../lib/session-state.ts';

/** What a plan was asked for beside its values. */
export interface PlanOptions {
  overwrite: Overwrite[];
  only: string[] | null;
}

/** The next plan made from the form of this account and version is asked for the same. */
export const offerOptions = (locationId: string, versionId: string, options: PlanOptions): void =>
  writeSessionState(key(locationId, versionId), options);

export const offeredOptions = (locationId: string, versionId: string): PlanOptions | null =>
  readSessionState(key(locationId, versionId));

export const forgetOptions = (locationId: string, versionId: string): void =>
  forgetSessionState(key(locationId, versionId));

const key = (locationId: string, versionId: string) => `plan-options:${locationId}:${versionId}`;
