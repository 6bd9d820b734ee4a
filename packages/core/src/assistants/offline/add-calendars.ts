import type { Json, JsonObject } from '@groundwork/shared';
import { addFragment, addResource, addressOf, type Draft, type DraftResource, refersTo } from './draft.ts';
import type { Fragment, Trade, Wording } from './parts-library.ts';
import { mapTexts } from './reword.ts';
import type { Said, SaidCalendar } from './said/said.ts';

interface Wish {
  /** The part "online booking", in the trade's words. */
  booking: Fragment;
  isBookingWanted: boolean;
  trade: Trade | null;
  wording: Wording;
  said: Said;
}

const colours = ['#039be5', '#33b679', '#8e24aa', '#f4511e', '#f6bf26', '#616161', '#3f51b5', '#d50000'];

/** Calendars that the goal names, else the trade's, else one; in a group where they are several. */
export function addCalendars(draft: Draft, { booking, isBookingWanted, trade, wording, said }: Wish): void {
  const usual: readonly (SaidCalendar & { seats?: number | undefined })[] = trade?.calendars ?? [
    { name: capital(wording.visit[0]), minutes: null },
  ];
  const isNamed = said.calendars.length > 0;
  const wanted = isNamed ? said.calendars : isBookingWanted ? usual : [];
  const template = booking.resources.find(({ kind }) => kind === 'calendar');
  if (!template || wanted.length === 0) return;

  addFragment(draft, { variables: booking.variables, resources: [] }, 'booking');
  const group = wanted.length > 1 ? groupIn(draft, booking) : null;
  const made = wanted.map((calendar, index) =>
    addResource(
      draft,
      'calendar',
      calendarOf(template.properties, { ...calendar, seats: 'seats' in calendar ? calendar.seats : undefined }, said, {
        colour: colours[index % colours.length] ?? '#039be5',
        groupId: group ? `\${${addressOf(group)}.id}` : null,
      }),
      isNamed ? 'goal' : (trade?.id ?? 'booking'),
    ),
  );
  const first = made[0];
  if (first && isBookingWanted) addRest(draft, booking, template.name, first);
}

/** Tags, texts and links of the part: about the first calendar. */
function addRest(draft: Draft, booking: Fragment, templateName: string, first: DraftResource): void {
  const about = { kind: 'calendar', name: templateName } as const;
  const resources = booking.resources
    .filter(({ kind }) => kind !== 'calendar' && kind !== 'calendarGroup')
    .map((resource) => ({
      ...resource,
      properties: refersTo(resource.properties, `${about.kind}.${about.name}`)
        ? mapTexts(resource.properties, (text) =>
            text.replaceAll(`\${calendar.${templateName}.`, () => `\${${addressOf(first)}.`),
          )
        : resource.properties,
    }));
  addFragment(draft, { variables: booking.variables, resources }, 'booking');
}

const groupIn = (draft: Draft, booking: Fragment): DraftResource | null => {
  const group = booking.resources.find(({ kind }) => kind === 'calendarGroup');
  return group ? addResource(draft, 'calendarGroup', group.properties, 'booking') : null;
};

function calendarOf(
  template: JsonObject,
  { name, minutes, seats }: SaidCalendar & { seats: number | undefined },
  said: Said,
  { colour, groupId }: { colour: string; groupId: string | null },
): JsonObject {
  const { groupId: _group, locationConfigurations, ...rest } = template;
  const lasts = minutes ?? said.minutes ?? 30;
  const places = /\b(?:class|group|workshop|webinar|orientation|kurs|clase)\b/i.test(name)
    ? (said.seats ?? seats ?? 12)
    : seats;
  const isRemote = /\b(?:call|online|virtual|zoom|video|phone|telehealth|webinar|remote|anruf|llamada)\b/i.test(name);
  return {
    ...rest,
    name,
    ...(groupId === null ? {} : { groupId }),
    eventTitle: `{{contact.name}}: ${name}`,
    eventColor: colour,
    slotDuration: lasts,
    slotInterval: lasts,
    slotBuffer: said.bufferMinutes ?? rest['slotBuffer'] ?? 0,
    ...(places === undefined ? {} : { appointmentsPerSlot: places }),
    ...(said.noticeHours === null ? {} : { allowBookingAfter: { value: said.noticeHours, unit: 'hours' } }),
    ...(isRemote || locationConfigurations === undefined ? {} : { locationConfigurations }),
  } satisfies Record<string, Json>;
}

const capital = (text: string): string => text.charAt(0).toUpperCase() + text.slice(1);
