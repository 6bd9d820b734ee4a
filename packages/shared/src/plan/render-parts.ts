import { isJsonList, isJsonObject, type Json, type JsonObject, sameJson } from '../json.ts';
import { showProperties, showValue } from './show-value.ts';
import type { AttributeChange } from './types.ts';

/** A change of a keyed list, a line for each part that comes, goes or changes. */
export function renderParts(key: string, { before, after }: AttributeChange): string[] {
  const [old, wanted] = [partsOf(before), partsOf(after)];
  // Parts of one name are told apart by which of them it is.
  const [oldNames, newNames] = [namesOf(key, old), namesOf(key, wanted)];
  const held = new Map(old.map((part, index) => [oldNames[index] ?? '', part]));
  const staying = new Set(newNames);
  const lines = wanted.flatMap((part, index) => {
    const name = newNames[index] ?? '';
    const live = held.get(name);
    return live ? changesOf(key, live, part) : [`+ ${described(key, part)}`];
  });
  const gone = old.flatMap((part, index) => (staying.has(oldNames[index] ?? '') ? [] : [`- ${titleOf(key, part)}`]));
  const order = newNames.filter((name) => held.has(name));
  const isReordered = !sameJson(
    order,
    oldNames.filter((name) => staying.has(name)),
  );
  return [...lines, ...gone, ...(isReordered ? [`order: ${showValue(wanted.map((part) => nameOf(key, part)))}`] : [])];
}

function changesOf(key: string, live: JsonObject, part: JsonObject): string[] {
  const changes = Object.entries(part).flatMap(([property, value]) => {
    const before = live[property] ?? null;
    return sameJson(before, value) ? [] : [`${property}: ${showValue(before)} → ${showValue(value)}`];
  });
  return changes.length > 0 ? [`~ ${titleOf(key, live)}  ${changes.join(', ')}`] : [];
}

function described(key: string, part: JsonObject): string {
  const rest = Object.fromEntries(Object.entries(part).filter(([property]) => property !== key));
  return [titleOf(key, part), showProperties(rest)].filter((text) => text !== '').join('  ');
}

function namesOf(key: string, parts: readonly JsonObject[]): string[] {
  const seen = new Map<string, number>();
  return parts.map((part) => {
    const name = nameOf(key, part).toLowerCase();
    const count = (seen.get(name) ?? 0) + 1;
    seen.set(name, count);
    return `${name}#${count}`;
  });
}

const nameOf = (key: string, part: JsonObject): string => (typeof part[key] === 'string' ? part[key] : '');
const titleOf = (key: string, part: JsonObject): string => JSON.stringify(nameOf(key, part));
const partsOf = (list: Json): JsonObject[] => (isJsonList(list) ? list.filter(isJsonObject) : []);
