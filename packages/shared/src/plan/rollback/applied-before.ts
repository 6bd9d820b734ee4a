import type { Json, JsonObject } from '../../json.ts';
import { sameJson } from '../../json.ts';

/**
 * What counts as applied once a job is taken back: what counted before it (`was`), but for the attributes that a later job has
 * written (`now` is no more what the job `wrote`). Those the job changed are brought back in any case.
 */
export function appliedBefore(
  { was, wrote, now }: { was: JsonObject; wrote: JsonObject; now: JsonObject },
  changed: readonly string[],
): JsonObject {
  const isOurs = (path: string): boolean => changed.includes(path) || same(wrote[path], now[path]);
  return Object.fromEntries(
    [...new Set([...Object.keys(was), ...Object.keys(now)])].flatMap((path) => {
      const value = isOurs(path) ? was[path] : now[path];
      return value === undefined ? [] : [[path, value] as const];
    }),
  );
}

const same = (a: Json | undefined, b: Json | undefined): boolean =>
  a === undefined || b === undefined ? a === b : sameJson(a, b);
