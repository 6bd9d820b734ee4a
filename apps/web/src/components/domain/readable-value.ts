import { isJsonList, isJsonObject, type Json, type JsonObject } from '@groundwork/shared';
import { openHoursLines } from './open-hours.ts';
import { partPath, propertyLabel } from './property-label.ts';

/** A value as a person reads it: one text, or one for each part of a list of parts. */
export type Readable = string | string[];

/** `property` gives numbers their unit and lists their words. */
export function readableValue(property: string, value: Json): Readable {
  if (isJsonList(value)) {
    if (value.length === 0) return 'none';
    if (property === 'openHours') return openHoursLines(value);
    if (value.every((item) => !isJsonObject(item))) return value.map(scalar).join(', ');
    return value.map((item) => (isJsonObject(item) ? part(item) : scalar(item)));
  }
  if (isJsonObject(value)) return duration(value) ?? part(value);
  if (typeof value === 'string') return isMistakable(value) ? JSON.stringify(value) : scalar(value);
  return typeof value === 'number' ? withUnit(property, value) : scalar(value);
}

/** The same on one line. `path` may be that of a part: `stages[New lead].winProbability`. */
export const valueText = (path: string, value: Json): string =>
  [readableValue(partPath(path)?.property ?? path, value)].flat().join('; ');

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
  return `${propertyLabel(property).toLowerCase()} ${valueText(property, value)}`;
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

/** Text that reads like a number or like a word of ours, or whose ends cannot be seen. */
const isMistakable = (text: string) => /^(?:true|false|yes|no|null|none|empty|-?\d+(?:\.\d+)?| .*|.* )$/.test(text);
