import { z } from 'zod';
import type { Json, JsonObject } from '@groundwork/shared';

/** GHL numbers the days from Sunday, 0. */
const days = ['sun', 'mon', 'tue', 'wed', 'thu', 'fri', 'sat'] as const;

const hour = z.object({ openHour: z.number(), openMinute: z.number(), closeHour: z.number(), closeMinute: z.number() });
export const ghlOpenHours = z.array(z.object({ daysOfTheWeek: z.array(z.int().min(0).max(6)), hours: z.array(hour) }));
export type GhlOpenHours = z.infer<typeof ghlOpenHours>;

/** GHL's entries may hold several days and spans; the attribute holds one entry for each. */
export const readOpenHours = (entries: GhlOpenHours): JsonObject[] =>
  entries.flatMap(({ daysOfTheWeek, hours }) =>
    daysOfTheWeek.flatMap((day) =>
      hours.map(({ openHour, openMinute, closeHour, closeMinute }) => ({
        day: days[day] ?? '',
        from: clock(openHour, openMinute),
        to: clock(closeHour, closeMinute),
      })),
    ),
  );

const written = z.array(z.object({ day: z.enum(days), from: z.string(), to: z.string() }));

/** One entry a day: GHL is reported to keep no more than that of an entry with several. */
export function writeOpenHours(openHours: Json): GhlOpenHours {
  const spans = written.parse(openHours);
  return days.flatMap((name, day) => {
    const hours = spans.filter((span) => span.day === name).map(({ from, to }) => hourOf(from, to));
    return hours.length > 0 ? [{ daysOfTheWeek: [day], hours }] : [];
  });
}

function hourOf(from: string, to: string): z.infer<typeof hour> {
  const [openHour = 0, openMinute = 0] = from.split(':').map(Number);
  const [closeHour = 0, closeMinute = 0] = to.split(':').map(Number);
  return { openHour, openMinute, closeHour, closeMinute };
}

const clock = (hours: number, minutes: number): string =>
  [hours, minutes].map((n) => String(n).padStart(2, '0')).join(':');
