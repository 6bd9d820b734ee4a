import type { Json, JsonObject } from '../json.ts';
import type { Path } from './map-texts.ts';

export const isObject = (value: Json | undefined): value is JsonObject =>
  typeof value === 'object' && value !== null && !Array.isArray(value);

export function valueAt(value: Json, path: Path): Json | undefined {
  let found: Json | undefined = value;
  for (const segment of path) {
    if (Array.isArray(found)) found = (found as readonly Json[])[Number(segment)];
    else if (isObject(found) && Object.hasOwn(found, segment)) found = found[String(segment)];
    else return undefined;
  }
  return found;
}

/** `resources.customField.plan.options[2]` */
export const pathText = (path: Path): string =>
  path
    .map((segment, index) => (typeof segment === 'number' ? `[${segment}]` : index === 0 ? segment : `.${segment}`))
    .join('');
