import { z } from 'zod';
import { forbidden, notFound } from '../gate/ghl-error.ts';
import { operation, type Operation } from '../gate/operation.ts';
import { locationStanding } from '../store/location-states.ts';
import { getResource, listResources, type Resource } from '../store/resources.ts';

const read = { tokens: ['Company', 'Location'], scope: 'locations.readonly', version: '2021-07-28' } as const;

export const locationOperations: Operation[] = [
  operation({
    ...read,
    method: 'GET',
    path: '/locations/search',
    query: z.strictObject({
      companyId: z.string().optional(),
      skip: z.string().default('0'),
      limit: z.string().default('10'),
      order: z.enum(['asc', 'desc']).default('asc'),
      email: z.string().optional(),
    }),
    body: z.undefined(),
    handle({ world, caller, query }) {
      if (query.companyId !== undefined && query.companyId !== caller.companyId)
        throw forbidden('The token does not have access to this company.');
      const found = listResources(world, 'location', caller.companyId)
        .filter(({ id }) => caller.locationId === null || id === caller.locationId)
        .filter(({ email }) => query.email === undefined || email === query.email);
      const skip = Number(query.skip);
      const ordered = query.order === 'asc' ? found : found.toReversed();
      return { locations: ordered.slice(skip, skip + Number(query.limit)).map(summary) };
    },
  }),
  operation({
    ...read,
    method: 'GET',
    path: '/locations/:locationId',
    query: z.strictObject({}),
    body: z.undefined(),
    handle({ world, caller, params }) {
      const id = params['locationId'] ?? '';
      const location = getResource(world, { kind: 'location', id, ownerId: caller.companyId });
      if (location) return { location };
      const standing = locationStanding(world, id);
      // GHL documents no answer for a deleted location; this is the 404 of its other objects.
      if (standing?.state === 'deleted' && standing.companyId === caller.companyId)
        throw notFound(`Location with id ${id} not found`);
      throw forbidden('The token does not have access to this location.');
    },
  }),
];

function summary(location: Resource): Resource {
  const { companyId: _, business: __, reseller: ___, ...rest } = location;
  return rest;
}
