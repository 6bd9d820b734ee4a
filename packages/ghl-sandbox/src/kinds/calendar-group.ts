import { z } from 'zod';
import { badRequest } from '../gate/ghl-error.ts';
import { operation, type Call, type Operation } from '../gate/operation.ts';
import { newId } from '../ids.ts';
import { allResources, listResources, putResource, removeResource } from '../store/resources.ts';
import { byId } from './by-id.ts';

const path = '/calendars/groups';
const noQuery = z.strictObject({});
const read = { tokens: ['Location'], scope: 'calendars/groups.readonly', version: '2021-04-15' } as const;
const write = { ...read, scope: 'calendars/groups.write', query: noQuery } as const;

const text = z.string().trim().min(1, 'should not be empty');
const named = { name: text, description: z.string(), slug: text };

/** Slugs are unique in a location, names are not. */
export const calendarGroupOperations: Operation[] = [
  operation({
    ...read,
    method: 'GET',
    path,
    query: z.strictObject({ locationId: z.string() }),
    body: z.undefined(),
    handle: ({ world, locationId }) => ({ groups: listResources(world, 'calendarGroup', locationId) }),
  }),
  operation({
    ...write,
    method: 'POST',
    path,
    status: 201,
    body: z.strictObject({ ...named, locationId: z.string(), isActive: z.boolean().optional() }),
    handle(call) {
      const { world, locationId, body } = call;
      refuseTakenSlug(call, body.slug);
      const group = { isActive: true, ...body, id: newId() };
      return { group: putResource(world, { kind: 'calendarGroup', id: group.id, ownerId: locationId }, group) };
    },
  }),
  operation({
    ...write,
    method: 'POST',
    path: `${path}/validate-slug`,
    body: z.strictObject({ locationId: z.string(), slug: z.string() }),
    handle: (call) => ({ available: !isTaken(call, call.body.slug) }),
  }),
  operation({
    ...write,
    method: 'PUT',
    path: `${path}/:groupId`,
    body: z.strictObject(named),
    handle(call) {
      const group = find(call);
      refuseTakenSlug(call, call.body.slug);
      return { group: putResource(call.world, reference(call), { ...group, ...call.body }) };
    },
  }),
  operation({
    ...write,
    method: 'PUT',
    path: `${path}/:groupId/status`,
    body: z.strictObject({ isActive: z.boolean() }),
    handle(call) {
      putResource(call.world, reference(call), { ...find(call), ...call.body });
      return { success: true };
    },
  }),
  operation({
    ...write,
    method: 'DELETE',
    path: `${path}/:groupId`,
    body: z.undefined(),
    handle(call) {
      find(call);
      // What becomes of the group's calendars is not published: here they stay, without a group.
      for (const { groupId, ...calendar } of allResources(call.world, 'calendar', call.locationId))
        if (groupId === call.params['groupId'])
          putResource(call.world, { kind: 'calendar', id: calendar.id, ownerId: call.locationId }, calendar);
      return { success: removeResource(call.world, reference(call)) };
    },
  }),
];

const { reference, find } = byId('calendarGroup', 'groupId', 'Calendar group not found');

const isTaken = ({ world, locationId, params }: Call<unknown, unknown>, slug: string): boolean =>
  allResources(world, 'calendarGroup', locationId).some(
    (group) => group['slug'] === slug && group.id !== params['groupId'],
  );

function refuseTakenSlug(call: Call<unknown, unknown>, slug: string): void {
  if (isTaken(call, slug)) throw badRequest(`The slug ${slug} is already taken.`);
}
