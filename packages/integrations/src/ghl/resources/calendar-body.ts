import { z } from 'zod';
import type { JsonObject } from '@groundwork/shared';
import type { CalendarRow } from './calendar-row.ts';
import { writeOpenHours } from './open-hours.ts';
import type { Team } from './team.ts';

const writtenPlace = z.object({ kind: z.string(), location: z.string().optional() });

const written = z.object({
  slotDuration: z.number().optional(),
  slotInterval: z.number().optional(),
  slotBuffer: z.number().optional(),
  preBuffer: z.number().optional(),
  allowBookingAfter: z.object({ value: z.number(), unit: z.string() }).optional(),
  allowBookingFor: z.object({ value: z.number(), unit: z.string() }).optional(),
  teamMembers: z.array(z.string()).optional(),
  locationConfigurations: z.array(writtenPlace).optional(),
});

/**
 * Attributes in GHL's words: only those that are there. Of what GHL holds, entries of the team are kept as they are, and places
 * as far as the attributes leave them out.
 */
export function calendarFields(
  attributes: JsonObject,
  team: Team,
  held: Partial<CalendarRow> = {},
): Record<string, unknown> {
  const { openHours, slug, appointmentsPerSlot, appointmentsPerDay } = attributes;
  const { allowBookingAfter, allowBookingFor, teamMembers, locationConfigurations, ...times } =
    written.parse(attributes);
  const same = sameNames.filter((name) => attributes[name] !== undefined);
  return {
    ...Object.fromEntries(same.map((name) => [name, attributes[name]])),
    // GHL has two, and does not say which of them the booking page goes by.
    ...(slug === undefined ? {} : { slug, widgetSlug: slug }),
    ...inMinutes('slotDuration', times.slotDuration),
    ...inMinutes('slotInterval', times.slotInterval),
    ...inMinutes('slotBuffer', times.slotBuffer),
    ...inMinutes('preBuffer', times.preBuffer),
    ...(appointmentsPerSlot === undefined ? {} : { appoinmentPerSlot: appointmentsPerSlot }),
    ...(appointmentsPerDay === undefined ? {} : { appoinmentPerDay: appointmentsPerDay }),
    ...(allowBookingAfter
      ? { allowBookingAfter: allowBookingAfter.value, allowBookingAfterUnit: allowBookingAfter.unit }
      : {}),
    ...(allowBookingFor ? { allowBookingFor: allowBookingFor.value, allowBookingForUnit: allowBookingFor.unit } : {}),
    ...(openHours === undefined ? {} : { openHours: writeOpenHours(openHours) }),
    ...(teamMembers ? { teamMembers: teamMembers.map((name) => entryOf(team.idOf(name), held.teamMembers)) } : {}),
    ...(locationConfigurations
      ? { locationConfigurations: locationConfigurations.map((place) => placeOf(place, held.locationConfigurations)) }
      : {}),
  };
}

const inMinutes = (name: string, minutes: number | undefined): JsonObject =>
  minutes === undefined ? {} : { [name]: minutes, [`${name}Unit`]: 'mins' };

const entryOf = (userId: string, held: CalendarRow['teamMembers'] = []) =>
  held.find((entry) => entry.userId === userId) ?? { userId };

const placeOf = (place: z.infer<typeof writtenPlace>, held: CalendarRow['locationConfigurations'] = []) =>
  place.location === undefined ? (held.find(({ kind }) => kind === place.kind) ?? place) : place;

/** Attributes that GHL calls the same, and takes at creation and in a PUT. */
const sameNames = [
  'name',
  'description',
  'groupId',
  'eventTitle',
  'eventColor',
  'autoConfirm',
  'allowReschedule',
  'allowCancellation',
  'isActive',
  'notes',
] as const;
