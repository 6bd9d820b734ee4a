import type { OpenSpan } from './said.ts';

const days = ['mon', 'tue', 'wed', 'thu', 'fri', 'sat', 'sun'] as const;
type Day = (typeof days)[number];

const dayWords: Readonly<Record<Day, string>> = {
  mon: 'mon(?:days?)?|montags?|lunes',
  tue: 'tue(?:s|sdays?)?|dienstags?|martes',
  wed: 'wed(?:s|nesdays?)?|mittwochs?|miercoles|miércoles',
  thu: 'thu(?:rs?|rsdays?)?|donnerstags?|jueves',
  fri: 'fri(?:days?)?|freitags?|viernes',
  sat: 'sat(?:urdays?)?|samstags?|sabados?|sábados?',
  sun: 'sun(?:days?)?|sonntags?|domingos?',
};
/** Only in ranges: alone they are other words. */
const shortGerman: Readonly<Record<string, Day>> = {
  mo: 'mon',
  di: 'tue',
  mi: 'wed',
  do: 'thu',
  fr: 'fri',
  sa: 'sat',
  so: 'sun',
};

const anyDay = `(?:${Object.values(dayWords).join('|')}|mo|di|mi|do|fr|sa|so)`;
const joins = '(?:\\s*-\\s*|\\s+(?:to|through|thru|until|bis|a|al)\\s+)';
const daySpan = `(?:${anyDay}(?:${joins}${anyDay})?|weekdays|weekends?|daily|every ?day|7 days(?: a week)?|wochentags|werktags|täglich)`;
const time = '(\\d{1,2})(?:[:.](\\d{2}))?\\s*(am|pm|uhr|h)?';
const spans = new RegExp(
  `\\b(${daySpan}(?:\\s*(?:,|and|&|\\+|/|und|y|\\s)\\s*${daySpan})*)\\b[\\s,:]*(?:from|between|at|von|open|de|,)*\\s*${time}\\s*(?:-|to|until|till|and|bis|a)\\s*${time}(?![\\d%])`,
  'gi',
);
const closed = new RegExp(
  `\\bclosed (?:on )?(${daySpan}(?:\\s*(?:,|and|&|/)\\s*${daySpan})*)\\b(.{0,40}?)\\b${time}\\s*(?:-|to|until|till)\\s*${time}(?![\\d%])`,
  'i',
);

/** When a goal says that something is open: `Mon-Fri 9 to 5 and Sat 10am-2pm`. Null where it says nothing of the kind. */
export function hoursIn(goal: string): OpenSpan[] | null {
  const found: OpenSpan[] = [];
  const taken = new Set<Day>();
  for (const match of goal.matchAll(spans)) {
    const [, written = '', fromHour = '', fromMinute, fromHalf, toHour = '', toMinute, toHalf] = match;
    const named = daysIn(written).filter((day) => !taken.has(day));
    const clock = openAndClose([fromHour, fromMinute, fromHalf], [toHour, toMinute, toHalf]);
    if (named.length === 0 || !clock) continue;
    for (const day of named) taken.add(day);
    found.push({ days: named, ...clock });
  }
  return found.length > 0 ? found : openWhenNotClosed(goal);
}

/** `Closed Sunday and Monday, else 10-7`. */
function openWhenNotClosed(goal: string): OpenSpan[] | null {
  const [, written = '', , ...times] = closed.exec(goal) ?? [];
  const [fromHour = '', fromMinute, fromHalf, toHour = '', toMinute, toHalf] = times;
  const clock = fromHour === '' ? null : openAndClose([fromHour, fromMinute, fromHalf], [toHour, toMinute, toHalf]);
  const away = daysIn(written);
  return clock && away.length > 0 ? [{ days: days.filter((day) => !away.includes(day)), ...clock }] : null;
}

function daysIn(written: string): Day[] {
  const named = new Set<Day>();
  for (const [part] of written.toLowerCase().matchAll(new RegExp(daySpan, 'g'))) {
    if (/weekday|wochentag|werktag/.test(part)) for (const day of days.slice(0, 5)) named.add(day);
    else if (/weekend/.test(part)) for (const day of days.slice(5)) named.add(day);
    else if (/daily|every|7 days|täglich/.test(part)) for (const day of days) named.add(day);
    else for (const day of rangeOf(part.split(new RegExp(joins)).map(dayOf))) named.add(day);
  }
  return days.filter((day) => named.has(day));
}

function rangeOf([first, last = first]: (Day | undefined)[]): Day[] {
  if (!first || !last) return [];
  const [from, to] = [days.indexOf(first), days.indexOf(last)];
  return from <= to ? days.slice(from, to + 1) : [...days.slice(from), ...days.slice(0, to + 1)];
}

const dayOf = (word: string): Day | undefined =>
  days.find((day) => new RegExp(`^(?:${dayWords[day]})$`).test(word.trim())) ?? shortGerman[word.trim()];

type Clock = readonly [string, string | undefined, string | undefined];

/** `9 to 5` closes in the afternoon. */
function openAndClose(from: Clock, to: Clock): { from: string; to: string } | null {
  let opens = minutesOf(from);
  let closes = minutesOf(to);
  if (opens === null || closes === null) return null;
  if (closes <= opens && closes < 720 && to[2]?.toLowerCase() !== 'am') closes += 720;
  if (closes === 1440) closes = 1439;
  if (from[2] === undefined && to[2]?.toLowerCase() === 'pm' && opens + 720 < closes && opens < 420) opens += 720;
  return opens < closes && closes < 1440 ? { from: clockText(opens), to: clockText(closes) } : null;
}

function minutesOf([hour, minute = '0', half]: Clock): number | null {
  const mark = half?.toLowerCase();
  const hours =
    Number(hour) + (mark === 'pm' && Number(hour) < 12 ? 12 : mark === 'am' && Number(hour) === 12 ? -12 : 0);
  return hours <= 24 && Number(minute) < 60 ? hours * 60 + Number(minute) : null;
}

const clockText = (minutes: number): string =>
  `${String(Math.floor(minutes / 60)).padStart(2, '0')}:${String(minutes % 60).padStart(2, '0')}`;
