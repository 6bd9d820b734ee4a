import { z } from 'zod';
import { isJsonList, isJsonObject, type Json, type JsonObject } from '../json.ts';
import { textOf } from './text-of.ts';

const weekdays = ['mon', 'tue', 'wed', 'thu', 'fri', 'sat', 'sun'] as const;
const timePattern = /^([01]\d|2[0-3]):[0-5]\d$/;
const time = z
  .string()
  .regex(timePattern, 'Write the time as hours and minutes of 24 hours, e.g. 09:00.')
  .meta({ description: 'Hours and minutes of 24 hours, in quotes: "09:00".' });

const span = z
  .strictObject({
    days: z
      .array(z.enum(weekdays))
      .min(1, 'Name at least one day, e.g. days: [mon, tue].')
      .meta({ description: 'mon, tue, wed, thu, fri, sat, sun' }),
    from: time,
    to: time,
  })
  .superRefine(({ from, to }, context) => {
    if (isTime(from) && isTime(to) && from >= to)
      context.addIssue({
        code: 'custom',
        message: `It opens at ${from} and closes at ${to}: closing must be later, on the same day.`,
        path: ['to'],
      });
  });

/** When a calendar can be booked, as a blueprint writes it. */
export const openHours = z
  .array(span)
  .superRefine((spans, context) => {
    const opened = spans.flatMap(({ days, from, to }, index) =>
      isTime(from) && isTime(to) && from < to ? days.map((day) => ({ day, from, to, index })) : [],
    );
    for (const ofDay of Map.groupBy(opened, ({ day }) => day).values()) {
      let open: (typeof ofDay)[number] | null = null;
      for (const next of ofDay.toSorted((a, b) => compareText(a.from, b.from))) {
        if (open && next.from < open.to)
          context.addIssue({
            code: 'custom',
            message: `On ${next.day}, ${next.from} to ${next.to} overlaps ${open.from} to ${open.to}. Join the two.`,
            path: [Math.max(open.index, next.index)],
          });
        if (!open || next.to > open.to) open = next;
      }
    }
  })
  .meta({ description: 'e.g. [{ days: [mon, tue], from: "09:00", to: "17:00" }]' });

/** One entry per day and span, from Monday on; from the written form or from this one. */
export const normaliseOpenHours = (written: Json): Json =>
  isJsonList(written) ? written.flatMap(perDay).toSorted((a, b) => compareText(rank(a), rank(b))) : written;

/** The reverse: days of the same span written together. Null where it is none of what a blueprint can say. */
export function writtenOpenHours(normalised: Json): Json | null {
  if (!isJsonList(normalised)) return null;
  const spans = new Map<string, { days: string[]; from: Json; to: Json }>();
  for (const entry of normalised) {
    if (!isJsonObject(entry)) return null;
    const { day, from, to, ...more } = entry;
    if (typeof day !== 'string' || from === undefined || to === undefined || Object.keys(more).length > 0) return null;
    const name = `${textOf(from)} ${textOf(to)}`;
    const span = spans.get(name) ?? { days: [], from, to };
    spans.set(name, span);
    if (!span.days.includes(day)) span.days.push(day);
  }
  return [...spans.values()];
}

function perDay(entry: Json): Json[] {
  if (!isJsonObject(entry)) return [entry];
  const { days, ...rest } = entry;
  return isJsonList(days) ? days.map((day): JsonObject => ({ day, ...rest })) : [entry];
}

/** Sorts as text: the day's place in the week, then the times. */
const rank = (entry: Json): string =>
  isJsonObject(entry)
    ? `${weekdays.findIndex((day) => day === entry['day'])} ${textOf(entry['from'])} ${textOf(entry['to'])}`
    : '';

const isTime = (text: string): boolean => timePattern.test(text);
const compareText = (a: string, b: string): number => (a < b ? -1 : a > b ? 1 : 0);
