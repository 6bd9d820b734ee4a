import { z } from 'zod';
import type { JsonObject } from '@groundwork/shared';
import { kinds } from '@groundwork/shared/kinds';
import type { LiveResource } from '@groundwork/shared/kinds';
import { ghlOpenHours, readOpenHours } from './open-hours.ts';
import type { Team } from './team.ts';
import { ghlId, optional, optionalFlag, optionalNumber, optionalText } from './wire-kind.ts';

const place = z.object({ kind: z.string(), location: optionalText });

/** A calendar as GHL answers it. What is not named here is kept, for a PUT that has to send everything. */
export const calendarRow = z.looseObject({
  id: ghlId,
  name: z.string(),
  description: optionalText,
  calendarType: optionalText,
  groupId: optionalText,
  slug: optionalText,
  widgetSlug: optionalText,
  eventTitle: optionalText,
  eventColor: optionalText,
  slotDuration: optionalNumber,
  slotDurationUnit: optionalText,
  slotInterval: optionalNumber,
  slotIntervalUnit: optionalText,
  slotBuffer: optionalNumber,
  slotBufferUnit: optionalText,
  preBuffer: optionalNumber,
  preBufferUnit: optionalText,
  appoinmentPerSlot: optionalNumber,
  appoinmentPerDay: optionalNumber,
  allowBookingAfter: optionalNumber,
  allowBookingAfterUnit: optionalText,
  allowBookingFor: optionalNumber,
  allowBookingForUnit: optionalText,
  openHours: optional(ghlOpenHours),
  autoConfirm: optionalFlag,
  allowReschedule: optionalFlag,
  allowCancellation: optionalFlag,
  isActive: optionalFlag,
  notes: optionalText,
  teamMembers: optional(z.array(z.looseObject({ userId: ghlId }))),
  locationConfigurations: optional(z.array(place)),
});
export type CalendarRow = z.infer<typeof calendarRow>;

/** Where GHL says nothing, its documented default holds. What has none is left out. */
export function liveCalendar(row: CalendarRow, team: Team): LiveResource {
  const { groupId, slug = row.widgetSlug, calendarType, appoinmentPerDay } = row;
  const attributes: JsonObject = {
    name: row.name,
    description: row.description ?? '',
    ...(calendarType ? { calendarType } : {}),
    ...(groupId ? { groupId } : {}),
    ...(slug ? { slug } : {}),
    eventTitle: row.eventTitle ?? '{{contact.name}}',
    eventColor: row.eventColor ?? '#039be5',
    slotDuration: minutes(row.slotDuration ?? 30, row.slotDurationUnit),
    slotInterval: minutes(row.slotInterval ?? 30, row.slotIntervalUnit),
    slotBuffer: minutes(row.slotBuffer ?? 0, row.slotBufferUnit),
    preBuffer: minutes(row.preBuffer ?? 0, row.preBufferUnit),
    appointmentsPerSlot: row.appoinmentPerSlot ?? 1,
    ...(appoinmentPerDay === undefined ? {} : { appointmentsPerDay: appoinmentPerDay }),
    ...notice('allowBookingAfter', row.allowBookingAfter, row.allowBookingAfterUnit),
    ...notice('allowBookingFor', row.allowBookingFor, row.allowBookingForUnit),
    openHours: readOpenHours(row.openHours ?? []),
    autoConfirm: row.autoConfirm ?? true,
    allowReschedule: row.allowReschedule ?? true,
    allowCancellation: row.allowCancellation ?? true,
    isActive: row.isActive ?? true,
    notes: row.notes ?? '',
    teamMembers: (row.teamMembers ?? []).map(({ userId }) => team.nameOf(userId)),
    locationConfigurations: (row.locationConfigurations ?? []).map(({ kind, location }) => ({
      kind,
      ...(location ? { location } : {}),
    })),
  };
  return { id: row.id, attributes: kinds.calendar.normalise(attributes) };
}

/** GHL's Unit siblings are normalised away. */
const minutes = (value: number, unit: string | undefined): number => (unit === 'hours' ? value * 60 : value);

/** GHL documents no default unit; days is one that both attributes take. */
const notice = (name: string, value: number | undefined, unit = 'days'): JsonObject =>
  value === undefined ? {} : { [name]: { value, unit } };
