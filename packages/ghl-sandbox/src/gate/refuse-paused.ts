import { isPaused } from '../store/location-states.ts';
import type { World } from '../world.ts';
import { badRequest } from './ghl-error.ts';

/** Undocumented, but seen at GHL for a suspended or inactive sub-account. The agency's own token goes on. */
export function refusePaused(world: World, locationId: string | null): void {
  if (locationId !== null && isPaused(world, locationId)) throw badRequest('Location is not active');
}
