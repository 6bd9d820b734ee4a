import { z } from 'zod';
import { badRequest, notFound } from '../gate/ghl-error.ts';
import { operation, type Call, type Operation } from '../gate/operation.ts';
import { newId } from '../ids.ts';
import {
  allResources,
  getResource,
  listResources,
  putResource,
  removeResource,
  type Resource,
} from '../store/resources.ts';

const path = '/locations/:locationId/tags';
const nothing = { query: z.strictObject({}), body: z.undefined() };
const named = {
  query: z.strictObject({}),
  body: z.strictObject({ name: z.string().trim().min(1, 'should not be empty') }),
};
const read = { tokens: ['Location'], scope: 'locations/tags.readonly', version: '2021-07-28' } as const;
const write = { ...read, scope: 'locations/tags.write' } as const;

/** GHL docs: the list is not paged. Names are kept in lower case; older ones may differ by case only. */
export const tagOperations: Operation[] = [
  operation({
    ...read,
    ...nothing,
    method: 'GET',
    path,
    handle: ({ world, params }) => ({ tags: listResources(world, 'tag', params['locationId'] ?? '') }),
  }),
  operation({
    ...write,
    ...named,
    method: 'POST',
    path,
    handle(call) {
      const { locationId = '' } = call.params;
      const name = freeName(call);
      const tag: Resource = { id: newId(), name, locationId };
      return { tag: putResource(call.world, { kind: 'tag', id: tag.id, ownerId: locationId }, tag) };
    },
  }),
  operation({ ...read, ...nothing, method: 'GET', path: `${path}/:tagId`, handle: (call) => ({ tag: find(call) }) }),
  operation({
    ...write,
    ...named,
    method: 'PUT',
    path: `${path}/:tagId`,
    handle(call) {
      const tag = { ...find(call), name: freeName(call) };
      return { tag: putResource(call.world, reference(call), tag) };
    },
  }),
  operation({
    ...write,
    ...nothing,
    method: 'DELETE',
    path: `${path}/:tagId`,
    handle(call) {
      find(call);
      // Spelt so by GHL.
      return { succeded: removeResource(call.world, reference(call)) };
    },
  }),
];

const reference = ({ params }: Call<unknown, unknown>) => ({
  kind: 'tag',
  id: params['tagId'] ?? '',
  ownerId: params['locationId'] ?? '',
});

function find(call: Call<unknown, unknown>): Resource {
  const tag = getResource(call.world, reference(call));
  if (!tag) throw notFound('Tag not found');
  return tag;
}

function freeName({ world, params, body }: Call<unknown, { name: string }>): string {
  const name = body.name.toLowerCase();
  const taken = allResources(world, 'tag', params['locationId'] ?? '').some(
    (tag) => tag.id !== params['tagId'] && String(tag['name']).toLowerCase() === name,
  );
  // GHL's own words, reported by three independent clients.
  if (taken) throw badRequest('The tag name is already exist.');
  return name;
}
