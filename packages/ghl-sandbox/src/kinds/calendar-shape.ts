import { z } from 'zod';
import type { Resource } from '../store/resources.ts';

const minutesOrHours = z.enum(['mins', 'hours']);
const hour = z.strictObject({
  openHour: z.number().int().min(0).max(23),
  openMinute: z.number().int().min(0).max(60),
  closeHour: z.number().int().min(0).max(23),
  closeMinute: z.number().int().min(0).max(60),
});
const place = z.strictObject({
  kind: z.enum([
    'custom',
    'zoom_conference',
    'google_conference',
    'inbound_call',
    'outbound_call',
    'physical',
    'booker',
    'ms_teams_conference',
  ]),
  location: z.string().optional(),
});
const member = z.strictObject({
  userId: z.string(),
  priority: z.union([z.literal(0), z.literal(0.5), z.literal(1)]).optional(),
  meetingLocationType: z.string().optional(),
  meetingLocation: z.string().optional(),
  isPrimary: z.boolean().optional(),
  locationConfigurations: z.array(place).optional(),
});
const day = z.strictObject({ date: z.string(), hours: z.array(hour), deleted: z.boolean().optional() });

/** What POST and PUT have in common. GHL spells `appoinment` so. */
const shared = {
  notifications: z.array(z.unknown()).optional(),
  groupId: z.string().optional(),
  teamMembers: z.array(member).optional(),
  eventType: z.enum(['RoundRobin_OptimizeForAvailability', 'RoundRobin_OptimizeForEqualDistribution']).optional(),
  description: z.string().optional(),
  slug: z.string().optional(),
  widgetSlug: z.string().optional(),
  widgetType: z.enum(['default', 'classic']).optional(),
  eventTitle: z.string().optional(),
  eventColor: z.string().optional(),
  locationConfigurations: z.array(place).optional(),
  meetingLocation: z.string().optional(),
  slotDuration: z.number().optional(),
  slotDurationUnit: minutesOrHours.optional(),
  slotInterval: z.number().optional(),
  slotIntervalUnit: minutesOrHours.optional(),
  slotBuffer: z.number().optional(),
  preBuffer: z.number().optional(),
  preBufferUnit: minutesOrHours.optional(),
  appoinmentPerSlot: z.number().optional(),
  appoinmentPerDay: z.number().optional(),
  allowBookingAfter: z.number().optional(),
  allowBookingAfterUnit: z.enum(['hours', 'days', 'weeks', 'months']).optional(),
  allowBookingFor: z.number().optional(),
  allowBookingForUnit: z.enum(['days', 'weeks', 'months']).optional(),
  openHours: z
    .array(z.strictObject({ daysOfTheWeek: z.array(z.number().int().min(0).max(6)), hours: z.array(hour) }))
    .optional(),
  enableRecurring: z.boolean().optional(),
  recurring: z.unknown().optional(),
  formId: z.string().optional(),
  stickyContact: z.boolean().optional(),
  isLivePaymentMode: z.boolean().optional(),
  autoConfirm: z.boolean().optional(),
  shouldSendAlertEmailsToAssignedMember: z.boolean().optional(),
  alertEmail: z.string().optional(),
  googleInvitationEmails: z.boolean().optional(),
  allowReschedule: z.boolean().optional(),
  allowCancellation: z.boolean().optional(),
  shouldAssignContactToTeamMember: z.boolean().optional(),
  shouldSkipAssigningContactForExisting: z.boolean().optional(),
  notes: z.string().optional(),
  pixelId: z.string().optional(),
  formSubmitType: z.enum(['RedirectURL', 'ThankYouMessage']).optional(),
  formSubmitRedirectURL: z.string().optional(),
  formSubmitThanksMessage: z.string().optional(),
  availabilityType: z.union([z.literal(0), z.literal(1), z.null()]).optional(),
  guestType: z.enum(['count_only', 'collect_detail']).optional(),
  consentLabel: z.string().optional(),
  calendarCoverImage: z.string().optional(),
  lookBusyConfig: z.unknown().optional(),
  isActive: z.boolean().optional(),
};

const name = z.string().trim().min(1, 'should not be empty');

export const calendarTypes = [
  'round_robin',
  'event',
  'class_booking',
  'collective',
  'service_booking',
  'personal',
] as const;

export const createCalendarSchema = z.strictObject({
  ...shared,
  locationId: z.string(),
  name,
  calendarType: z.enum(calendarTypes).optional(),
  slotBufferUnit: minutesOrHours.optional(),
  availabilities: z.array(day).optional(),
});

/** No `locationId`, no `calendarType`, and in GHL's spec no `slotBufferUnit` either: each is an unknown property here. */
export const updateCalendarSchema = z.strictObject({
  ...shared,
  name: name.optional(),
  availabilities: z.array(day.extend({ id: z.string().optional() })).optional(),
});

export type CalendarInput = z.output<typeof updateCalendarSchema> & { slotBufferUnit?: 'mins' | 'hours' | undefined };

/** What an attribute is that a body leaves out: at creation, and again at every PUT. */
const defaults = {
  isActive: true,
  description: '',
  teamMembers: [],
  eventType: 'RoundRobin_OptimizeForAvailability',
  widgetType: 'classic',
  eventTitle: '{{contact.name}}',
  eventColor: '#039be5',
  slotDuration: 30,
  slotDurationUnit: 'mins',
  slotInterval: 30,
  slotIntervalUnit: 'mins',
  slotBufferUnit: 'mins',
  preBufferUnit: 'mins',
  appoinmentPerSlot: 1,
  openHours: [],
  enableRecurring: false,
  autoConfirm: true,
  googleInvitationEmails: false,
  allowReschedule: true,
  allowCancellation: true,
  formSubmitType: 'ThankYouMessage',
  availabilities: [],
};

/** A calendar that is created without hours gets these: reported of the live API. */
export const defaultOpenHours = [1, 2, 3, 4, 5].map((weekday) => ({
  daysOfTheWeek: [weekday],
  hours: [{ openHour: 8, openMinute: 0, closeHour: 17, closeMinute: 0 }],
}));

/** The identity of a calendar, laid over what was asked for; everything else that is missing falls back to its default. */
export function calendarBody(
  identity: Pick<Resource, 'id'> & { locationId: string; name: string; slug: string; calendarType: string },
  input: CalendarInput,
): Resource {
  const { notifications: _, locationConfigurations, teamMembers, availabilityType, ...rest } = input;
  const given = Object.entries(rest).filter(([, value]) => value !== undefined);
  return {
    ...defaults,
    ...Object.fromEntries(given),
    // Custom availabilities and open hours together: no number at all in GHL's answers.
    ...(typeof availabilityType === 'number' ? { availabilityType } : {}),
    ...(teamMembers ? { teamMembers: teamMembers.map(answeredMember) } : {}),
    ...(locationConfigurations ? { locationConfigurations: locationConfigurations.map(answeredPlace) } : {}),
    ...identity,
    widgetSlug: input.widgetSlug ?? identity.slug,
  };
}

type Place = z.output<typeof place>;

/** Answers carry a `meetingId` that a body may not have. */
const answeredPlace = (given: Place, index: number) => ({ ...given, meetingId: `${given.kind}_${index}` });

const answeredMember = ({ locationConfigurations = [], ...given }: z.output<typeof member>) => ({
  priority: 0.5,
  isPrimary: false,
  ...given,
  locationConfigurations: locationConfigurations.map(answeredPlace),
});
