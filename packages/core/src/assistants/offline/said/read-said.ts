import { calendarsIn } from './calendars.ts';
import { bufferIn, minutesIn, noticeIn, seatsIn, trialDaysIn } from './durations.ts';
import { fieldsIn } from './fields.ts';
import { hoursIn } from './hours.ts';
import { nameFrom } from './names.ts';
import { pipelinesIn } from './pipelines.ts';
import { currencyIn, productsIn } from './products.ts';
import type { Said } from './said.ts';
import { tagsIn } from './tags.ts';
import { linksIn, textsIn, valuesIn } from './values-and-links.ts';

/** Everything that a goal names, counts and times itself. Takes a clean goal. */
export const readSaid = (goal: string): Said => ({
  tags: tagsIn(goal),
  calendars: calendarsIn(goal),
  pipelines: pipelinesIn(goal),
  fields: fieldsIn(goal),
  products: productsIn(goal),
  values: valuesIn(goal),
  texts: textsIn(goal),
  links: linksIn(goal),
  hours: hoursIn(goal),
  minutes: minutesIn(
    /\b\d{1,3}[ -]?(?:minutes?|mins?|hours?|minuten|minutos?)[ -](?:appointments?|slots?|meetings?|sessions?|visits?|bookings?|each|termine|citas)/i.exec(
      goal,
    )?.[0] ?? '',
  ),
  bufferMinutes: bufferIn(goal),
  seats: seatsIn(goal),
  noticeHours: noticeIn(goal),
  trialDays: trialDaysIn(goal),
  currency: currencyIn(goal),
  title: nameFrom(
    /\b(?:blueprint|snapshot|template)\s+(?:called|named|titled)\s+"([^"]{1,80})"|\b(?:call|name|title) (?:it|the blueprint)\s+"([^"]{1,80})"/i
      .exec(goal)
      ?.slice(1)
      .find(Boolean) ?? '',
    80,
  ),
});
