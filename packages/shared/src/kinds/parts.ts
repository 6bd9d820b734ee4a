import type { z } from 'zod';
import { isJsonList, isJsonObject, type Json, type JsonObject } from '../json.ts';
import { nameKey } from './name-key.ts';

/** The same list with each part changed. What is no list of parts stays: a blueprint may hold anything before it is checked. */
export const mapParts = (list: Json | undefined, change: (part: JsonObject) => JsonObject): Json =>
  isJsonList(list) ? list.map((part) => (isJsonObject(part) ? change(part) : part)) : (list ?? null);

/** Parts are told apart by their names, whatever their case. */
export const refuseRepeats =
  (what: string) =>
  (parts: readonly { name: string }[], context: z.RefinementCtx): void => {
    const seen = new Set<string>();
    for (const [index, part] of parts.entries()) {
      const key = nameKey(part);
      if (seen.has(key))
        context.addIssue({
          code: 'custom',
          message: `The ${what} "${part.name.trim()}" is there twice (capitals make no difference). Rename one.`,
          path: [index, 'name'],
        });
      seen.add(key);
    }
  };

/** Parts without an order of their own, by name. Those of one name stay as they stood. */
export const sortParts = (list: Json): Json =>
  isJsonList(list) ? list.toSorted((a, b) => (partKey(a) < partKey(b) ? -1 : partKey(a) > partKey(b) ? 1 : 0)) : list;

const partKey = (part: Json): string => (isJsonObject(part) ? nameKey(part) : '');
