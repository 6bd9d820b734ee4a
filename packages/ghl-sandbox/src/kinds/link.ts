import { z } from 'zod';
import { operation, type Operation } from '../gate/operation.ts';
import { newId } from '../ids.ts';
import { listResources, putResource, removeResource, type Resource } from '../store/resources.ts';
import { byId } from './by-id.ts';

const nothing = { query: z.strictObject({}), body: z.undefined() };
const ofLocation = { query: z.strictObject({ locationId: z.string() }), body: z.undefined() };
const read = { tokens: ['Location'], scope: 'links.readonly', version: '2021-07-28' } as const;
const write = { ...read, scope: 'links.write', status: 201 } as const;

const text = z.string().trim().min(1, 'should not be empty');
const changeable = { name: text, redirectTo: text };

/** Trigger links. Names are not unique; PUT and DELETE answer 201 (GHL docs: links). */
export const linkOperations: Operation[] = [
  operation({
    ...read,
    ...ofLocation,
    method: 'GET',
    path: '/links/',
    handle: ({ world, locationId }) => ({ links: listResources(world, 'link', locationId) }),
  }),
  operation({
    ...read,
    method: 'GET',
    path: '/links/search',
    version: '2021-04-15',
    query: z.strictObject({
      locationId: z.string(),
      query: z.string().default(''),
      skip: z.coerce.number().default(0),
      limit: z.coerce.number().default(20),
    }),
    body: z.undefined(),
    handle({ world, locationId, query }) {
      const found = listResources(world, 'link', locationId).filter(({ name }) =>
        String(name).toLowerCase().includes(query.query.toLowerCase()),
      );
      return { links: found.slice(query.skip, query.skip + query.limit) };
    },
  }),
  operation({
    ...read,
    ...ofLocation,
    method: 'GET',
    path: '/links/id/:linkId',
    handle: (call) => ({ link: find(call) }),
  }),
  operation({
    ...write,
    method: 'POST',
    path: '/links/',
    query: z.strictObject({}),
    body: z.strictObject({ ...changeable, locationId: z.string() }),
    handle({ world, locationId, body }) {
      const link = newLink({ ...body, id: newId() });
      return { link: putResource(world, { kind: 'link', id: link.id, ownerId: locationId }, link) };
    },
  }),
  operation({
    ...write,
    method: 'PUT',
    path: '/links/:linkId',
    query: z.strictObject({}),
    body: z.strictObject(changeable),
    handle: (call) => ({ link: putResource(call.world, reference(call), { ...find(call), ...call.body }) }),
  }),
  operation({
    ...write,
    ...nothing,
    method: 'DELETE',
    path: '/links/:linkId',
    handle(call) {
      find(call);
      return { succeded: removeResource(call.world, reference(call)) };
    },
  }),
];

/** The key holds the id, so that no text with it can be carried to another account. */
export const newLink = (input: { id: string; locationId: string; name: string; redirectTo: string }): Resource => ({
  id: input.id,
  name: input.name,
  redirectTo: input.redirectTo,
  fieldKey: `{{trigger_link.${input.id}}}`,
  locationId: input.locationId,
});

const { reference, find } = byId('link', 'linkId', 'Link not found');
