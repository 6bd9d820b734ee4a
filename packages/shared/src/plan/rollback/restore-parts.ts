import { isJsonList, isJsonObject, type Json, type JsonObject } from '../../json.ts';
import { textOf } from '../../kinds/text-of.ts';
import type { KeyedList } from '../match-parts.ts';
import { ambiguousPartNote } from '../notes.ts';
import { staysSetNote } from './notes.ts';
import type { StepSides } from './restore-attributes.ts';

export interface RestoredParts {
  desired: JsonObject[];
  ours: JsonObject[];
  base: JsonObject[];
  notes: string[];
}

/**
 * The parts of a list that the step added to, changed or took from, as they were. Of a part that it wrote only the properties that
 * it wrote; one that it took out, whole. A client's own parts only show where they stood, as long as they are there.
 */
export function restoreParts(
  { path, key, isOrdered }: KeyedList,
  sides: StepSides,
  base: Json | undefined,
): RestoredParts {
  const nameOf = (part: JsonObject): string => textOf(part[key]).toLowerCase();
  const [before, now] = [partsOf(sides.before[path]), partsOf(sides.now?.[path])];
  const unclear = new Set([...twins(before.map(nameOf)), ...twins(now.map(nameOf))]);
  const byName = (list: Json | undefined) => new Map(partsOf(list).map((part) => [nameOf(part), part]));
  const [wrote, applied, held] = [byName(sides.target[path]), byName(sides.applied[path]), byName(sides.now?.[path])];

  const desired: JsonObject[] = [];
  const ours: JsonObject[] = [];
  const stays: string[] = [];
  for (const part of before.filter((one) => !unclear.has(nameOf(one)))) {
    const written = wrote.get(nameOf(part));
    const there = held.get(nameOf(part));
    if (!written || applied.has(nameOf(part))) {
      const properties = Object.entries(part).filter(([property]) => !written || property in written);
      const added = Object.keys(written ?? {}).filter((property) => isSet(there?.[property]) && !isSet(part[property]));
      stays.push(...added.map((property) => staysSetNote(`${path}[${textOf(part[key])}].${property}`)));
      ours.push(Object.fromEntries(properties));
      desired.push(Object.fromEntries(properties));
    } else if (isOrdered && there) desired.push({ [key]: there[key] ?? null });
  }
  return {
    desired,
    ours,
    base: partsOf(base).filter((part) => !unclear.has(nameOf(part))),
    notes: [...stays, ...[...unclear].filter((name) => applied.has(name)).map((name) => ambiguousPartNote(path, name))],
  };
}

const isSet = (value: Json | undefined): boolean => value !== undefined && value !== null;
const partsOf = (list: Json | undefined): JsonObject[] => (isJsonList(list) ? list.filter(isJsonObject) : []);
const twins = (names: readonly string[]): string[] => names.filter((name, index) => names.indexOf(name) !== index);
