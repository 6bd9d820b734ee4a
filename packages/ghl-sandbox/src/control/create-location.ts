import { z } from 'zod';
import { newId } from '../ids.ts';
import { locationBody } from '../kinds/seeded-bodies.ts';
import { installOnNewLocation } from '../oauth/installs.ts';
import { getResource, putResource, type Resource } from '../store/resources.ts';
import type { World } from '../world.ts';

export const newLocationSchema = z.strictObject({
  companyId: z.string(),
  name: z.string().min(1),
  email: z.string().default('office@new-place.example'),
  phone: z.string().default('+13125550999'),
  address: z.string().default('1 New St'),
  city: z.string().default('Chicago'),
  state: z.string().default('IL'),
  postalCode: z.string().default('60601'),
  timezone: z.string().default('America/Chicago'),
});

/** GHL docs: LocationCreate says so; INSTALL follows where the app's installer chose future locations. */
export function createLocation(world: World, input: z.output<typeof newLocationSchema>): Resource {
  const { companyId, name, email } = input;
  if (!getResource(world, { kind: 'company', id: companyId }))
    throw new RangeError(`No company ${companyId} is here. Take one of the fixtures.`);
  const location = locationBody({ ...input, id: newId(), trade: '' });
  putResource(world, { kind: 'location', id: location.id, ownerId: companyId }, location);
  world.courier.post({ type: 'LocationCreate', id: location.id, companyId, name, email });
  for (const event of installOnNewLocation(world, companyId, location.id)) world.courier.post(event);
  setImmediate(() => world.courier.wake());
  return location;
}
