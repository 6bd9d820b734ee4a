import { type Json, isJsonList, isJsonObject } from '../json.ts';
import type { Path } from './map-texts.ts';

export function valueAt(value: Json, path: Path): Json | undefined {
  let found: Json | undefined = value;
  for (const segment of path) {
    if (isJsonList(found)) found = found[Number(segment)];
    else if (isJsonObject(found) && Object.hasOwn(found, segment)) found = found[String(segment)];
    else return undefined;
  }
  return found;
}

/** `resources.customField.plan.options[2]` */
export const pathText = (path: Path): string =>
  path
    .map((segment, index) => (typeof segment === 'number' ? `[${segment}]` : index === 0 ? segment : `.${segment}`))
    .join('');
