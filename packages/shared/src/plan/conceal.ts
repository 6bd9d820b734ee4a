import { textsOf } from '../blueprint/map-texts.ts';
import { secretText } from '../blueprint/secret-text.ts';
import type { Json, JsonObject } from '../json.ts';
import type { AttributeChange, PlanItem } from './types.ts';

/** The line without the values that a secret variable gave, for whoever reads it: that something changes still shows. */
export function concealItem(item: PlanItem): PlanItem {
  const secrets = new Set(item.secrets ?? []);
  if (secrets.size === 0) return item;
  const isSecret = (path: string): boolean => secrets.has(path.split(/[.[]/)[0] ?? path);
  const hide = (attributes: JsonObject): JsonObject =>
    Object.fromEntries(
      Object.entries(attributes).map(([path, value]) => [path, isSecret(path) ? masked(value) : value]),
    );
  const hideChange = (change: AttributeChange): AttributeChange =>
    isSecret(change.path)
      ? {
          ...change,
          before: masked(change.before),
          after: masked(change.after),
          ...(change.base === undefined ? {} : { base: masked(change.base) }),
        }
      : change;
  const told = valuesAt(item, isSecret);
  return {
    ...item,
    changes: item.changes.map(hideChange),
    kept: item.kept.map(hideChange),
    desired: hide(item.desired),
    target: hide(item.target),
    applied: hide(item.applied),
    live: item.live && hide(item.live),
    notes: item.notes.map((note) => told.reduce((text, value) => text.replaceAll(value, secretText), note)),
  };
}

const masked = (value: Json | undefined): Json => (value === null || value === undefined ? null : secretText);

/** Every text that the secret attributes hold anywhere in the line, longest first: a note may quote one. */
function valuesAt(item: PlanItem, isSecret: (path: string) => boolean): string[] {
  const sides = [item.desired, item.target, item.applied, item.live ?? {}];
  const held: Json[] = sides.flatMap((side) =>
    Object.entries(side).flatMap(([path, value]) => (isSecret(path) ? [value] : [])),
  );
  for (const { path, before, after, base } of [...item.changes, ...item.kept])
    if (isSecret(path)) held.push(before, after, base ?? null);
  const texts = new Set([...textsOf(held)].map(({ text }) => text).filter((text) => text.trim() !== ''));
  return [...texts].sort((a, b) => b.length - a.length);
}
