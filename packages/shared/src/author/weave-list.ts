import { isMap, type ParsedNode } from 'yaml';
import { canonicalJson, isJsonList, isJsonObject, type Json } from '../json.ts';
import { textOf } from '../kinds/text-of.ts';
import {
  type BlockList,
  chunkStart,
  columnOf,
  ended,
  isBlockMap,
  isBlockText,
  lineEnd,
  linesOf,
  lineStart,
  offsetOf,
  type Place,
} from './chunks.ts';
import { layDownEntry } from './lay-down.ts';
import { weaveMap } from './weave-map.ts';

interface Held {
  node: ParsedNode;
  value: Json;
  start: number;
  end: number;
}

/** The lines of a list's items. One that stays, perhaps in another place, keeps its lines; of one of the same name only what differs is written. */
export function weaveList(list: BlockList, before: Json, now: readonly Json[], place: Place): string {
  const { source, path, start, end } = place;
  const dashes = list.items.map((item) => source.lastIndexOf('-', offsetOf(item) - 1));
  const column = columnOf(source, dashes[0] ?? 0);
  const starts = dashes.map((dash, index) => (index === 0 ? start : chunkStart(source, dash, column)));
  const all = list.items.map((node, index): Held => ({
    node,
    value: isJsonList(before) ? (before[index] ?? null) : null,
    start: starts[index] ?? start,
    end: starts[index + 1] ?? end,
  }));
  const taken = new Set<Held>();
  const takeBy = (keyOf: (value: Json) => string): ((value: Json) => Held | undefined) => {
    const groups = Map.groupBy(all.toReversed(), ({ value }) => keyOf(value));
    return (value) => {
      const group = groups.get(keyOf(value));
      let found = group?.pop();
      while (found && taken.has(found)) found = group?.pop();
      if (found) taken.add(found);
      return found;
    };
  };
  const takeSame = takeBy(canonicalJson);
  const takeNamesake = takeBy(nameOf);
  const same = now.map(takeSame);
  const chunks = now.map((value, index) => {
    const kept = same[index];
    if (kept) return source.slice(kept.start, kept.end);
    const held = nameOf(value) === '' ? undefined : takeNamesake(value);
    return held
      ? weaveItem(held, value, { ...place, path: [...path, index] }, column)
      : linesOf(source, layDownEntry([...path, index], value, column));
  });
  return chunks.map((chunk, index) => (index < chunks.length - 1 ? ended(source, chunk) : chunk)).join('');
}

const nameOf = (value: Json): string => (isJsonObject(value) ? textOf(value['name']).toLowerCase() : '');

function weaveItem({ node, value: before, start, end }: Held, now: Json, place: Place, column: number): string {
  const { source, path } = place;
  if (isBlockMap(node) && isJsonObject(now)) {
    const first = node.items[0] ? offsetOf(node.items[0].key) : start;
    return source.slice(start, first) + weaveMap(node, before, now, { source, path, start: first, end });
  }
  const lines = layDownEntry(path, now, column, isMap(node) && node.flow === true);
  const [line = ''] = lines;
  const isInline = lines.length === 1 && !isBlockText(node) && !(isMap(node) && !node.flow);
  if (isInline) return source.slice(start, offsetOf(node)) + line.slice(column + 2) + source.slice(node.range[1], end);
  const own = lineStart(source, source.lastIndexOf('-', offsetOf(node) - 1));
  return (
    source.slice(start, own) +
    linesOf(source, lines) +
    source.slice(lineEnd(source, Math.max(own, node.range[1] - 1)), end)
  );
}
