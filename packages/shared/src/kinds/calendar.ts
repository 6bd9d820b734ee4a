import { z } from 'zod';
import { isJsonList, type Json } from '../json.ts';
import { ghlName } from './ghl-name.ts';
import { nameKey } from './name-key.ts';
import { normaliseOpenHours, openHours, writtenOpenHours } from './open-hours.ts';
import { textOf } from './text-of.ts';
import { colour, slug } from './texts.ts';
import type { Kind } from './types.ts';

/** GHL docs: Calendars → Create, which words the rest alike. */
const minutes = (least: number, description: string) =>
  z
    .int()
    .min(least, `Write the minutes as a whole number, ${least} or more.`)
    .exactOptional()
    .meta({ description: `In minutes. ${description}` });
const bookings = (description: string) =>
  z.int().min(1, 'At least one booking must be possible.').exactOptional().meta({ description });
const notice = <Unit extends string>(units: readonly Unit[], description: string) =>
  z
    .strictObject({
      value: z.int().min(0, 'Write a whole number, 0 or more.').meta({ description: 'How many.' }),
      unit: z.enum(units).meta({ description: units.join(', ') }),
    })
    .exactOptional()
    .meta({ description });

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
    description: z.string().exactOptional().meta({ description: 'Shown on the booking page.' }),
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
    eventTitle: z.string().exactOptional().meta({ description: 'Of each appointment, e.g. {{contact.name}}.' }),
    eventColor: colour.exactOptional(),
    slotDuration: minutes(1, 'How long a meeting takes.'),
    slotInterval: minutes(1, 'From the start of one offered slot to the next.'),
    slotBuffer: minutes(0, 'Kept free after an appointment.'),
    preBuffer: minutes(0, 'Kept free before an appointment.'),
    appointmentsPerSlot: bookings('How many may book the same slot.'),
    appointmentsPerDay: bookings('How many may book on one day.'),
    allowBookingAfter: notice(['hours', 'days', 'weeks', 'months'], 'The notice a booking needs at least.'),
    allowBookingFor: notice(['days', 'weeks', 'months'], 'How far ahead can be booked.'),
    openHours: openHours.exactOptional(),
    autoConfirm: z.boolean().exactOptional().meta({ description: 'Bookings need nobody to confirm them.' }),
    allowReschedule: z.boolean().exactOptional().meta({ description: 'Who booked may choose another time.' }),
    allowCancellation: z.boolean().exactOptional().meta({ description: 'Who booked may cancel.' }),
    isActive: z.boolean().exactOptional().meta({ description: 'false: a draft, which nobody can book.' }),
    notes: z.string().exactOptional().meta({ description: 'Go into each appointment.' }),
    teamMembers: z
      .array(z.email('Write the e-mail address of a user of the account.'))
      .exactOptional()
      .meta({ description: 'E-mail addresses of users of the account.' }),
    locationConfigurations: z
      .array(
        z.strictObject({
          kind: z.enum(locationKinds).meta({ description: 'By which means.' }),
          location: z.string().exactOptional().meta({ description: 'An address, a number or a link.' }),
        }),
      )
      .exactOptional()
      .meta({ description: 'Where people meet; several: who books chooses.' }),
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
