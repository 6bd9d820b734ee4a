import type { Json, JsonObject } from '@groundwork/shared';
import { readableValue } from '../../components/domain/readable-value.ts';

const most = 3;
const longest = 48;

/** Nobody tells a resource from others by these. */
const untelling = new Set(
  ['name', 'description', 'slug', 'groupId', 'eventTitle', 'eventColor', 'notes', 'placeholder'].concat(
    ['slotInterval', 'slotBuffer', 'preBuffer', 'appointmentsPerSlot', 'appointmentsPerDay'],
    ['allowBookingAfter', 'allowBookingFor', 'locationConfigurations'],
  ),
);

/** The few words that tell resources of a kind apart: `TEXT · contact`, `6 stages`. */
export function resourceDigest(properties: JsonObject): string {
  const words = Object.entries(properties)
    .filter(([property]) => !untelling.has(property))
    .flatMap(([property, value]) => brief(property, value));
  return words.slice(0, most).join(' · ');
}

function brief(property: string, value: Json): string[] {
  if (typeof value === 'boolean' || value === null || value === '') return [];
  const text = readableValue(property, value);
  if (Array.isArray(text)) {
    if (property === 'openHours') return text.slice(0, 1);
    return [`${text.length} ${text.length === 1 ? property.replace(/s$/, '') : property}`];
  }
  return text.length > longest ? [`${text.slice(0, longest - 1).trimEnd()}…`] : [text];
}
