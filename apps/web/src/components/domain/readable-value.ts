import type { Json, JsonObject } from '@groundwork/shared';
import { openHoursLines } from './open-hours.ts';

/** A value as a person reads it: one text, or one for each part of a list of parts. */
export type Readable = string | string[];

/** `property` gives numbers their unit and lists their words. */
export function readableValue(property: string, value: Json): Readable {
  if (Array.isArray(value)) {
    if (value.length === 0) return 'none';
    if (property === 'openHours') return openHoursLines(value);
    if (value.every((item) => !isObject(item))) return value.map((item: Json) => scalar(item)).join(', ');
    return value.map((item: Json) => (isObject(item) ? part(item) : scalar(item)));
  }
  if (isObject(value)) return duration(value) ?? part(value);
  return typeof value === 'number' ? withUnit(property, value) : scalar(value);
}

/** `allowBookingAfter` → `Allow booking after`. */
export function propertyLabel(property: string): string {
  const words = property.replace(/([a-z0-9])([A-Z])/g, '$1 $2').toLowerCase();
  return words.charAt(0).toUpperCase() + words.slice(1);
}

/** A stage, a price, a place: its name first, then what else it says. */
function part({ name, amount, currency, interval, intervalCount, ...rest }: JsonObject): string {
  const price =
    amount === undefined ? '' : [scalar(amount), currency === undefined ? '' : scalar(currency)].join(' ').trim();
  const every = interval === undefined ? '' : period(interval, intervalCount);
  const more = Object.entries(rest)
    .filter(([property, value]) => !(property === 'type' && value === 'recurring' && every !== ''))
    .map(([property, value]) => detail(property, value));
  return [name === undefined ? '' : scalar(name), [price, every].filter(Boolean).join(' '), ...more]
    .filter(Boolean)
    .join(' · ');
}

const period = (interval: Json, count: Json | undefined) =>
  count === undefined || count === 1 ? `every ${scalar(interval)}` : `every ${scalar(count)} ${scalar(interval)}s`;

/** A bare word needs no label; a number or a yes does. */
function detail(property: string, value: Json): string {
  if (property === 'type' || property === 'kind') return scalar(value).replaceAll('_', ' ');
  const text = readableValue(property, value);
  return `${propertyLabel(property).toLowerCase()} ${Array.isArray(text) ? text.join('; ') : text}`;
}

function duration(value: JsonObject): string | null {
  const { value: amount, unit, ...rest } = value;
  if (amount === undefined || unit === undefined || Object.keys(rest).length > 0) return null;
  return `${scalar(amount)} ${amount === 1 ? scalar(unit).replace(/s$/, '') : scalar(unit)}`;
}

const minutes = new Set(['slotDuration', 'slotInterval', 'slotBuffer', 'preBuffer']);

const withUnit = (property: string, value: number): string =>
  minutes.has(property) ? `${value} min` : property === 'winProbability' ? `${value} %` : String(value);

function scalar(value: Json): string {
  if (value === null) return 'none';
  if (typeof value === 'boolean') return value ? 'yes' : 'no';
  if (value === '') return 'empty';
  return typeof value === 'object' ? JSON.stringify(value) : String(value);
}

const isObject = (value: Json): value is JsonObject =>
  typeof value === 'object' && value !== null && !Array.isArray(value);
