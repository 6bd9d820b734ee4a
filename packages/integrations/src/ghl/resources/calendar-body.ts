import { z } from 'zod';
import type { JsonObject } from '@groundwork/shared';
import type { CalendarRow } from './calendar-row.ts';
import { writeOpenHours } from './open-hours.ts';
import type { Team } from './team.ts';

const written = z.object({
  slotDuration: z.number().optional(),
  slotInterval: z.number().optional(),
  slotBuffer: z.number().optional(),
  preBuffer: z.number().optional(),
  allowBookingAfter: z.object({ value: z.number(), unit: z.string() }).optional(),
  allowBookingFor: z.object({ value: z.number(), unit: z.string() }).optional(),
  teamMembers: z.array(z.string()).optional(),
});

/** Attributes in GHL's words: only those that are there. `held` is the team's entries so far, which are kept as they are. */
export function calendarFields(
  attributes: JsonObject,
  team: Team,
  held: NonNullable<CalendarRow['teamMembers']> = [],
): Record<string, unknown> {
  const { openHours, slug, appointmentsPerSlot, appointmentsPerDay } = attributes;
  const { allowBookingAfter, allowBookingFor, teamMembers, ...times } = written.parse(attributes);
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
    ...(teamMembers ? { teamMembers: teamMembers.map((name) => entryOf(team.idOf(name), held)) } : {}),
  };
}

const inMinutes = (name: string, minutes: number | undefined): JsonObject =>
  minutes === undefined ? {} : { [name]: minutes, [`${name}Unit`]: 'mins' };

const entryOf = (userId: string, held: NonNullable<CalendarRow['teamMembers']>) =>
  held.find((entry) => entry.userId === userId) ?? { userId };

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
  'locationConfigurations',
] as const;
