import { minutesIn } from './durations.ts';

/** Something with how long it takes: `Haircut $35 30 min`, `Free consult is 45 minutes`, `Botox (30 min)`. */
export interface Timed {
  name: string;
  note: string;
  /** `sessions (3 hours)`: what stands before brackets is a name, however plain. */
  isBracketed: boolean;
}

const unit = '(?:minutes?|mins?|min|hours?|hrs?|h|minuten|minutos|stunden?|horas?)';
const duration = `(?:\\d{1,3}(?:[.,]5)?[ -]?${unit}|an hour|one hour|half an hour)`;
const pattern = new RegExp(
  `^(.*?)(?:\\s*\\(\\s*|\\s+(?:is|are|takes?|lasts?|should be|needs?|at|for|of|about|around|:|=|,)+\\s+|\\s*[:=]\\s*|\\s+)(?:about |around |roughly )?(${duration})\\b(?! (?:before|after|later|notice|ahead|in advance|of notice|buffer|break|reminder|out|prior|between|delay|wait|trial|window|late|lead))`,
  'i',
);
const bare = /^(.*?\p{L}.*?)\s+(\d{2,3})$/u;
const noName =
  /\b(?:within|after|before|every|each|wait|last|next|first|buffer|notice|reminders?|remind|follow[- ]?ups?|up to|at least|minimum|maximum|respond|reply|texts?|emails?|call(?:s|ed)? back|open|closed|send|sent|of)\s*$/i;
const idle =
  /^(?:(?:an?|the|our|my|and|then|free|plus|with|also|have|need|offer|offers|book|online|bookable|they|we|clients?|customers?|patients?|people|can|do|does|first|sales|guy|owner|team|designer|for|calendars?|services?|it|is|of|to|set|up|make|add|want|wants|us|where|who|which|that|in|new:|a|one)\s+)+/i;

/** Clause by clause; where the others say minutes, a bare number is minutes too. */
export function timedIn(sentence: string): Timed[] {
  const found: Timed[] = [];
  const head = sentence.replace(/^[^:(]{0,60}:\s*/, '');
  for (const clause of head.split(/\s*(?:,(?!\d)|;|\bthen\b|\band\b(?![^,;]*\bcombo\b)|\bor\b|\bplus\b)\s*/i)) {
    const [, name = '', length = ''] = pattern.exec(clause) ?? [];
    const [, other = '', number = ''] = length === '' && found.length > 0 ? (bare.exec(clause) ?? []) : [];
    const said = nameOf(name || other);
    const note = length === '' ? `${number} minutes` : length;
    if (said !== null && minutesIn(note) !== null)
      found.push({ name: said, note, isBracketed: /\(\s*\d[^()]*\)/.test(clause) });
  }
  return found;
}

function nameOf(written: string): string | null {
  const plain = written
    .replaceAll(/\([^()]*\)?/g, ' ')
    .replaceAll(/[$€£]\s?\d[\d.,]*|\b\d[\d.,]*\s?[$€£]/g, ' ')
    .replaceAll(/"/g, '')
    .replace(/^[^:=]*[:=]\s*/, '')
    .replace(/\s+/g, ' ')
    .trim();
  if (noName.test(plain)) return null;
  const name = plain
    .replace(
      /\s+(?:is|are|takes?|lasts?|about|around|calendars?|slots?|bookings?|appointments?|of|for|at|each|=)$/i,
      '',
    )
    .replace(/\s+(?:calendars?|slots?)$/i, '')
    .replace(idle, '')
    .replace(/^(?:make|does|do|an?)\s+/i, '')
    .trim();
  return name === '' || name.split(' ').length > 5 || /\d{2,}/.test(name) ? null : name;
}
