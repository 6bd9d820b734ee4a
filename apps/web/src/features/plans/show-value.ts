import type { Json } from '@groundwork/shared';
import { propertyLabel, readableValue } from '../../components/domain/readable-value.ts';
import { showJson } from './show-json.ts';

/** Text as it is written, as `showJson` has it; anything else in words. */
export const showValue = (path: string, value: Json): string =>
  typeof value === 'string' || value === null
    ? showJson(value)
    : [readableValue(partPath(path)?.property ?? path, value)].flat().join('; ');

/** `slotDuration` → `Slot duration`; `stages[New lead].winProbability` → `New lead: win probability`. */
export function pathLabel(path: string): string {
  const part = partPath(path);
  if (!part) return propertyLabel(path);
  return part.property ? `${part.name}: ${propertyLabel(part.property).toLowerCase()}` : part.name;
}

/** A part of a list, or a property of one. */
function partPath(path: string): { name: string; property: string | undefined } | null {
  const [, name, property] = /^\w+\[(.*)\](?:\.(\w+))?$/.exec(path) ?? [];
  return name === undefined ? null : { name, property };
}
