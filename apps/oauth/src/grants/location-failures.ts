import type { LocationState } from '@groundwork/shared';
import { BridgeFailure } from '../bridge/bridge-failure.ts';

/** GHL docs, API issue #249: it answers "Location is not active" for a suspended or inactive sub-account. */
export const locationPaused = (): BridgeFailure =>
  new BridgeFailure(
    'LOCATION_PAUSED',
    'GHL has paused this sub-account ("Location is not active") and gives no access to it. Make it active again in GHL; ' +
      'Groundwork notices by itself within minutes. The connection is kept.',
  );

export const notInstalled = (state: Exclude<LocationState, 'active' | 'paused'>): BridgeFailure =>
  new BridgeFailure('NOT_INSTALLED', words[state]);

const words = {
  uninstalled: 'Groundwork is not installed on this sub-account. Install it there in GHL.',
  deleted: 'This sub-account was deleted in GHL, so there is nothing to connect any more. Choose another one.',
  moved:
    'This sub-account now belongs to another agency in GHL. Connect that agency, and install Groundwork there, to go on with it.',
};
