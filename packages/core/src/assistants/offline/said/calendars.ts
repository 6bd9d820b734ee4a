import { sentencesOf } from '../clean-goal.ts';
import { minutesIn, withoutDuration } from './durations.ts';
import { hoursIn } from './hours.ts';
import { capitalised, nameFrom } from './names.ts';
import { quotedBefore } from './quoted-before.ts';
import { readList } from './read-list.ts';
import { timedIn } from './timed.ts';
import type { SaidCalendar } from './said.ts';

const noun = '(?:calendars?|booking pages?|appointment types?|kalender|calendarios?|terminkalender)';
const after = new RegExp(
  `\\b${noun}(?:\\s+(?:called|named|for|like|such as|namely|including|are|für|para|where (?:\\w+ )?can book|to book))*\\s*[:=-]?\\s+`,
  'gi',
);
const before = new RegExp(
  `\\b(?:an?|the|one|add|and|,|eine?n?|un)\\s+((?:[\\p{L}\\p{N}][\\p{L}\\p{N}'-]*\\s){1,5})${noun}\\b`,
  'giu',
);
const timedBefore = /\b\d{1,3}[ -](?:minutes?|mins?|hours?|hrs?)[ -]((?:[\p{L}][\p{L}'-]*\s?){1,4})/giu;
const plain =
  /^(?:an?|the|and|or|booking|bookings|online|new|single|separate|simple|basic|main|shared|different|each|every|own|appointment|scheduling|event|team|public|one|two|three|four|five|\d+|custom|self-service|with|for|of|add|remove|drop|no|my|our|same|existing|more|additional|extra|further|other|client|google|ghl|slot)$/i;
const nothing =
  /^(?:appointments?|bookings?|booking|slots?|buffers?|meetings?|sessions?|visits?|reminders?|notice|gaps?|breaks?|windows?|intervals?|each|long|before|after|in advance|ahead|calendars?|them|it|us|me|online|people|everyone|clients?|customers?|patients?|max|maximum|minimum|more|in|is)\b/i;

/** Names of calendars, with how long a meeting takes where it is said. */
export function calendarsIn(goal: string): SaidCalendar[] {
  const found: SaidCalendar[] = [];
  for (const sentence of sentencesOf(goal)) {
    const earlier = found.length;
    found.push(...quotedBefore(sentence, noun).map((name) => ({ name, minutes: null })));
    for (const match of sentence.matchAll(after))
      for (const { name, note } of readList(sentence.slice(match.index + match[0].length))) add(found, name, note);
    for (const [, words = ''] of sentence.matchAll(before)) add(found, meant(words), null);
    for (const timed of timedIn(sentence)) add(found, timed.name, timed.note, timed.isBracketed);
    for (const [whole, words = ''] of sentence.matchAll(timedBefore))
      add(found, `${whole.slice(0, -words.length)} ${upToClause(words)}`, null);
    const added = found.slice(earlier);
    const only = added.length === 1 ? added[0] : undefined;
    if (only?.minutes === null) only.minutes = minutesIn(sentence.replaceAll(elsewhere, ' '));
  }
  return found;
}

/** Minutes that are not those of a meeting. */
const elsewhere =
  /\d{1,3}[ -]?(?:minutes?|mins?|hours?|hrs?)(?: of)?[ -](?:buffer|gap|break|between|notice|ahead|before|after|in advance|reminder)|(?:within|after|before|every)\s+\d{1,3}[ -]?\w+/gi;

function add(found: SaidCalendar[], written: string, note: string | null, isSure = false): void {
  const bare = withoutDuration(written).replace(/^(?:booking|book|scheduling|bookable|reserving)\s+/i, '');
  const name =
    (nothing.test(bare) && !isSure) || hoursIn(written)
      ? null
      : nameFrom(bare.replace(/\s+(?:calendars?|bookings?|each)$/i, ''), 50);
  if (!name) return;
  const minutes = minutesIn(written) ?? minutesIn(note ?? '');
  const twin = found.find((one) => one.name.toLowerCase() === name.toLowerCase());
  if (!twin) found.push({ name: capitalised(name), minutes });
  else if (minutes !== null && twin.minutes !== null && minutes !== twin.minutes)
    found.push({ name: `${capitalised(name)} ${minutes} min`, minutes });
}

const meant = (words: string): string =>
  words
    .trim()
    .split(/\s+/)
    .filter((word) => !plain.test(word))
    .join(' ');

const upToClause = (words: string): string =>
  words
    .split(/\b(?:and|or|with|for|at|on|in|between|to|from|per|before|after|that|which|calendar|we|is|are|they)\b/i)[0]
    ?.trim() ?? '';
