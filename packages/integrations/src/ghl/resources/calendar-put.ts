import { z } from 'zod';
import type { Json, JsonObject } from '@groundwork/shared';
import type { CalendarRow } from './calendar-row.ts';
import { readOpenHours, writeOpenHours } from './open-hours.ts';

/**
 * GHL's PUT is reported to replace the whole calendar: everything it held goes along, with `changes` on top, as far as the
 * PUT's schema takes it. GHL answers more than it takes, also inside lists, and refuses what it does not take (422).
 */
export function calendarPut(held: CalendarRow, changes: Record<string, unknown>): Record<string, unknown> {
  const { slotBuffer, slotBufferUnit, openHours } = held;
  const kept = {
    ...held,
    // The PUT takes no unit of this one, so that it is always in minutes.
    ...(slotBuffer === undefined ? {} : { slotBuffer: slotBufferUnit === 'hours' ? slotBuffer * 60 : slotBuffer }),
    ...(openHours ? { openHours: writeOpenHours(readOpenHours(openHours)) } : {}),
  };
  return putSchema.parse(withoutNulls(withoutOldPlaces({ ...kept, ...changes }) as JsonObject));
}

const anything = z.unknown().optional();
const allOf = (names: string) => Object.fromEntries(names.split(/\s+/).map((name) => [name, anything]));
const objectOf = (names: string) => z.object(allOf(names));
const place = objectOf('kind location');
const hour = objectOf('openHour openMinute closeHour closeMinute');

const member = z.looseObject({ locationConfigurations: z.array(z.unknown()).nullish() });
const placed = member.extend({ teamMembers: z.array(member).nullish() });

/** Deprecated in favour of `locationConfigurations`, and all that tells the place of an old calendar that has none of those. */
function withoutOldPlaces(calendar: Record<string, unknown>): Record<string, unknown> {
  const { teamMembers, ...rest } = placed.parse(calendar);
  return { ...newest(rest), ...(teamMembers ? { teamMembers: teamMembers.map(newest) } : {}) };
}

function newest({ meetingLocation, meetingLocationType, ...rest }: z.infer<typeof member>) {
  const isOld = meetingLocation && !rest.locationConfigurations?.length;
  return isOld ? { ...rest, meetingLocation, meetingLocationType } : rest;
}

/** GHL docs: Calendars → Update. */
const putSchema = z.object({
  ...allOf(`meetingLocation name description groupId slug widgetSlug widgetType eventType eventTitle eventColor slotDuration
    slotDurationUnit slotInterval slotIntervalUnit slotBuffer preBuffer preBufferUnit appoinmentPerSlot appoinmentPerDay
    allowBookingAfter allowBookingAfterUnit allowBookingFor allowBookingForUnit enableRecurring formId stickyContact
    isLivePaymentMode autoConfirm shouldSendAlertEmailsToAssignedMember alertEmail googleInvitationEmails allowReschedule
    allowCancellation shouldAssignContactToTeamMember shouldSkipAssigningContactForExisting notes pixelId formSubmitType
    formSubmitRedirectURL formSubmitThanksMessage availabilityType guestType consentLabel calendarCoverImage isActive`),
  notifications: z
    .array(
      objectOf('type shouldSendToContact shouldSendToGuest shouldSendToUser shouldSendToSelectedUsers selectedUsers'),
    )
    .optional(),
  teamMembers: z
    .array(
      z.object({
        ...allOf('userId priority isPrimary meetingLocation meetingLocationType'),
        locationConfigurations: z.array(place).optional(),
      }),
    )
    .optional(),
  locationConfigurations: z.array(place).optional(),
  openHours: z.array(z.object({ ...allOf('daysOfTheWeek'), hours: z.array(hour) })).optional(),
  recurring: objectOf('freq count bookingOption bookingOverlapDefaultStatus').optional(),
  availabilities: z.array(z.object({ ...allOf('date deleted id'), hours: z.array(hour) })).optional(),
  lookBusyConfig: objectOf('enabled LookBusyPercentage').optional(),
});

/** GHL answers null for what is not set, and does not take it back: left out, it is not set again. */
function withoutNulls(value: Json): unknown {
  if (Array.isArray(value)) return value.map(withoutNulls);
  if (typeof value !== 'object' || value === null) return value;
  const set = Object.entries(value).filter(([, inner]) => inner !== null && inner !== undefined);
  return Object.fromEntries(set.map(([name, inner]) => [name, withoutNulls(inner)]));
}
