import { z } from 'zod';
import { endInstall } from '../oauth/installs.ts';
import { getResource, moveResource, putResource, removeResource } from '../store/resources.ts';
import { locationStanding, setPaused, type LocationStanding } from '../store/location-states.ts';
import type { World } from '../world.ts';

export const locationChangeSchema = z.strictObject({
  locationId: z.string(),
  state: z.enum(['active', 'paused', 'deleted']),
  /** Moves it to this agency, where the app is not installed on it until somebody does. */
  companyId: z.string().optional(),
});

/** What an agency, or GHL's billing, does to a sub-account. GHL docs: no webhook says so (none exists for a deleted location). */
export function setLocation(world: World, change: z.output<typeof locationChangeSchema>): LocationStanding {
  const { locationId, state } = change;
  const location = getResource(world, { kind: 'location', id: locationId });
  const companyId = locationStanding(world, locationId)?.companyId;
  if (!location || companyId === undefined)
    throw new RangeError(`No location ${locationId} is here, or it was deleted, which is for good. Take another one.`);
  const target = change.companyId ?? companyId;
  if (!getResource(world, { kind: 'company', id: target }))
    throw new RangeError(`No company ${target} is here. Take one of the fixtures.`);

  const ref = { kind: 'location', id: locationId, ownerId: target };
  setPaused(world, locationId, state === 'paused');
  if (target !== companyId) {
    endInstall(world, companyId, locationId);
    moveResource(world, ref);
    putResource(world, ref, { ...location, companyId: target });
  }
  if (state === 'deleted') {
    endInstall(world, target, locationId);
    removeResource(world, ref);
  }
  return { locationId, companyId: target, state };
}
