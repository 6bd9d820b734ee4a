import { z } from 'zod';
import { badRequest, unprocessable } from '../gate/ghl-error.ts';
import { operation, type Call, type Operation } from '../gate/operation.ts';
import { newId } from '../ids.ts';
import { allResources, getResource, listResources, putResource, removeResource } from '../store/resources.ts';
import {
  calendarBody,
  createCalendarSchema,
  defaultOpenHours,
  updateCalendarSchema,
  type CalendarInput,
} from './calendar-shape.ts';
import { freeSlug, slugOf } from './slug-of.ts';
import { byId } from './by-id.ts';

const nothing = { query: z.strictObject({}), body: z.undefined() };
const read = { tokens: ['Location'], scope: 'calendars.readonly', version: '2021-04-15' } as const;
const write = { ...read, scope: 'calendars.write' } as const;

export const calendarOperations: Operation[] = [
  operation({
    ...read,
    method: 'GET',
    path: '/calendars/',
    query: z.strictObject({
      locationId: z.string(),
      groupId: z.string().optional(),
      showDrafted: z.enum(['true', 'false']).default('true'),
    }),
    body: z.undefined(),
    handle: ({ world, locationId, query }) => ({
      calendars: listResources(world, 'calendar', locationId).filter(
        ({ groupId, isActive }) =>
          (query.groupId === undefined || groupId === query.groupId) && (query.showDrafted === 'true' || isActive),
      ),
    }),
  }),
  operation({
    ...write,
    method: 'POST',
    path: '/calendars/',
    query: z.strictObject({}),
    body: createCalendarSchema,
    handle(call) {
      const { name, calendarType = 'round_robin', locationId, slug = slugOf(name), ...rest } = call.body;
      if (needMembers.has(calendarType) && !rest.teamMembers?.length)
        throw unprocessable([`teamMembers should not be empty for calendars of type ${calendarType}`]);
      refuseUnknown(call, rest);
      const identity = { id: newId(), locationId, name, calendarType, slug: freeSlug(slug, slugs(call)) };
      const calendar = calendarBody(identity, { ...rest, openHours: rest.openHours ?? defaultOpenHours });
      return {
        calendar: putResource(call.world, { kind: 'calendar', id: identity.id, ownerId: locationId }, calendar),
      };
    },
  }),
  operation({
    ...read,
    ...nothing,
    method: 'GET',
    path: '/calendars/:calendarId',
    handle: (call) => ({ calendar: find(call) }),
  }),
  operation({
    ...write,
    method: 'PUT',
    path: '/calendars/:calendarId',
    query: z.strictObject({}),
    body: updateCalendarSchema,
    // Measured by others: a full replacement. What the body leaves out goes back to its default, open hours to none.
    handle(call) {
      const held = find(call);
      refuseUnknown(call, call.body);
      const { name = String(held['name']), slug = String(held['slug']), ...rest } = call.body;
      const identity = {
        id: held.id,
        locationId: call.locationId,
        calendarType: String(held['calendarType']),
        name,
        slug: freeSlug(slug, slugs(call)),
      };
      return { calendar: putResource(call.world, reference(call), calendarBody(identity, rest)) };
    },
  }),
  operation({
    ...write,
    ...nothing,
    method: 'DELETE',
    path: '/calendars/:calendarId',
    handle(call) {
      find(call);
      return { success: removeResource(call.world, reference(call)) };
    },
  }),
];

const needMembers = new Set(['round_robin', 'class_booking', 'collective', 'service_booking', 'personal']);

const { reference, find } = byId('calendar', 'calendarId', 'Calendar not found');

/** Those of the location's other calendars. */
const slugs = ({ world, locationId, params }: Call<unknown, unknown>): unknown[] =>
  allResources(world, 'calendar', locationId)
    .filter(({ id }) => id !== params['calendarId'])
    .map(({ slug }) => slug);

/** GHL docs: a member must be a user of the location. */
function refuseUnknown({ world, caller, locationId }: Call<unknown, unknown>, input: CalendarInput): void {
  const { groupId, teamMembers = [] } = input;
  if (groupId && !getResource(world, { kind: 'calendarGroup', id: groupId, ownerId: locationId }))
    throw badRequest(`No calendar group with the id ${groupId} in this location.`);
  for (const { userId } of teamMembers) {
    const user = getResource(world, { kind: 'user', id: userId, ownerId: caller.companyId });
    const { locationIds = [] } = (user?.['roles'] ?? {}) as { locationIds?: string[] };
    if (!locationIds.includes(locationId)) throw badRequest(`User ${userId} is not part of this location.`);
  }
}
