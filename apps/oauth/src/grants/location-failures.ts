import type { LocationState } from '@groundwork/shared';
import { BridgeFailure } from '../bridge/bridge-failure.ts';

/** GHL docs, API issue #249: it answers "Location is not active" for a suspended or inactive sub-account. */
export const locationPaused = (): BridgeFailure =>
  new BridgeFailure(
    'LOCATION_PAUSED',
    'GoHighLevel has paused this sub-account ("Location is not active") and gives no access to it. Make it active again in GoHighLevel; ' +
      'Groundwork notices by itself within minutes. The connection is kept.',
  );

export const notInstalled = (state: Exclude<LocationState, 'active' | 'paused'>): BridgeFailure =>
  new BridgeFailure('NOT_INSTALLED', words[state]);

const words = {
  uninstalled: 'Groundwork is not installed on this sub-account. Install it there in GoHighLevel.',
  deleted: 'This sub-account was deleted in GoHighLevel, so there is nothing to connect any more. Choose another one.',
  moved:
    'This sub-account now belongs to another agency in GoHighLevel. Connect that agency, and install Groundwork there, to go on with it.',
};
