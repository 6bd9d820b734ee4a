import { z } from 'zod';
import { isJsonList, type Json } from '../json.ts';
import { ghlName } from './ghl-name.ts';
import { nameKey } from './name-key.ts';
import { normaliseOpenHours, openHours, writtenOpenHours } from './open-hours.ts';
import { textOf } from './text-of.ts';
import { colour, slug } from './texts.ts';
import type { Kind } from './types.ts';

const minutes = (least: number) =>
  z
    .int()
    .min(least, `Write the minutes as a whole number, ${least} or more.`)
    .exactOptional()
    .meta({ description: 'Minutes.' });
const bookings = z.int().min(1, 'At least one booking must be possible.').exactOptional();
const notice = <Unit extends string>(units: readonly Unit[]) =>
  z.strictObject({ value: z.int().min(0, 'Write a whole number, 0 or more.'), unit: z.enum(units) }).exactOptional();

const locationKinds = [
  'custom',
  'zoom_conference',
  'google_conference',
  'inbound_call',
  'outbound_call',
  'physical',
  'booker',
  'ms_teams_conference',
] as const;

/** GHL docs: Calendars (2021-04-15). Only event calendars: the others are made of their team, which differs in every account. */
export const calendar: Kind = {
  name: 'calendar',
  label: 'Calendar',
  labelPlural: 'Calendars',
  schema: z.strictObject({
    name: ghlName,
    description: z.string().exactOptional(),
    calendarType: z
      .enum(['event'])
      .exactOptional()
      .meta({ description: 'event, the only one so far. GHL cannot change it later.' }),
    groupId: z
      .string()
      .min(1, 'Name the group, e.g. groupId: ${calendarGroup.visits.id}, or leave it out.')
      .exactOptional()
      .meta({ description: 'Mostly ${calendarGroup.<name>.id}.' }),
    slug: slug.exactOptional(),
    eventTitle: z.string().exactOptional(),
    eventColor: colour.exactOptional(),
    slotDuration: minutes(1),
    slotInterval: minutes(1),
    slotBuffer: minutes(0),
    preBuffer: minutes(0),
    appointmentsPerSlot: bookings,
    appointmentsPerDay: bookings,
    allowBookingAfter: notice(['hours', 'days', 'weeks', 'months']),
    allowBookingFor: notice(['days', 'weeks', 'months']),
    openHours: openHours.exactOptional(),
    autoConfirm: z.boolean().exactOptional(),
    allowReschedule: z.boolean().exactOptional(),
    allowCancellation: z.boolean().exactOptional(),
    isActive: z.boolean().exactOptional(),
    notes: z.string().exactOptional(),
    teamMembers: z
      .array(z.email('Write the e-mail address of a user of the account.'))
      .exactOptional()
      .meta({ description: 'E-mail addresses of users of the account.' }),
    locationConfigurations: z
      .array(z.strictObject({ kind: z.enum(locationKinds), location: z.string().exactOptional() }))
      .exactOptional(),
  }),
  normalise: ({ name, calendarType, eventColor, openHours: hours, teamMembers, ...rest }) => ({
    ...rest,
    name: textOf(name),
    calendarType: calendarType ?? 'event',
    ...(eventColor === undefined ? {} : { eventColor: lowerCased(eventColor) }),
    ...(hours === undefined ? {} : { openHours: normaliseOpenHours(hours) }),
    ...(teamMembers === undefined ? {} : { teamMembers: normaliseMembers(teamMembers) }),
  }),
  written: (attribute, value) => (attribute === 'openHours' ? writtenOpenHours(value) : value),
  naturalKey: nameKey,
  managed: [
    'name',
    'description',
    'calendarType',
    'groupId',
    'slug',
    'eventTitle',
    'eventColor',
    'slotDuration',
    'slotInterval',
    'slotBuffer',
    'preBuffer',
    'appointmentsPerSlot',
    'appointmentsPerDay',
    'allowBookingAfter',
    'allowBookingFor',
    'openHours',
    'autoConfirm',
    'allowReschedule',
    'allowCancellation',
    'isActive',
    'notes',
    'teamMembers',
    'locationConfigurations',
  ],
  immutable: ['calendarType'],
  keyedLists: {},
  people: ({ teamMembers }) => textsOf(teamMembers).filter((member) => member.includes('@')),
  referable: ['id', 'slug'],
  title: ({ name }) => textOf(name),
};

const lowerCased = (value: Json): Json => (typeof value === 'string' ? value.toLowerCase() : value);

/** Who of a live calendar is no user of the account any more is `user:<id>`, which has capitals of its own. */
const normaliseMembers = (members: Json): Json =>
  isJsonList(members)
    ? [
        ...new Set(textsOf(members).map((member) => (member.startsWith('user:') ? member : member.toLowerCase()))),
      ].sort()
    : members;

const textsOf = (list: Json | undefined): string[] =>
  isJsonList(list) ? list.flatMap((text) => (typeof text === 'string' ? [text.trim()] : [])) : [];
