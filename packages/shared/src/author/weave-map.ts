import { isCollection, isMap, type ParsedNode } from 'yaml';
import { keyOrder, sortKeys } from '../blueprint/key-order.ts';
import type { Path } from '../blueprint/map-texts.ts';
import { composeForLayout, layOut } from '../blueprint/yaml-layout.ts';
import { isJsonList, isJsonObject, type Json, type JsonObject, sameJson } from '../json.ts';
import {
  type Block,
  chunkStart,
  columnOf,
  ended,
  type Entry,
  isBlockList,
  isBlockMap,
  isBlockText,
  lineEnd,
  linesOf,
  newlineOf,
  offsetOf,
  type Place,
} from './chunks.ts';
import { layDownAt, layDownEntry } from './lay-down.ts';
import { syncNodes } from './sync-nodes.ts';
import { weaveList } from './weave-list.ts';

type Chunk = readonly [name: string, text: string];

/** The lines of a mapping's entries: those that stay as they are, those that change, and new ones where their keys belong. */
export function weaveMap(map: Block, before: Json, now: JsonObject, { source, path, start, end }: Place): string {
  const [first] = map.items;
  const column = first ? columnOf(source, offsetOf(first.key)) : 0;
  const starts = map.items.map(({ key }, index) => (index === 0 ? start : chunkStart(source, offsetOf(key), column)));
  let chunks = map.items.flatMap((entry, index): Chunk[] => {
    const name = entry.key.value;
    const value = now[name];
    if (value === undefined) return [];
    const own = { source, path: [...path, name], start: starts[index] ?? start, end: starts[index + 1] ?? end };
    const was = isJsonObject(before) ? (before[name] ?? null) : null;
    const isSame = sameJson(was, value);
    return [[name, isSame ? source.slice(own.start, own.end) : weaveEntry(entry as Entry, was, value, own)]];
  });
  const there = new Set(chunks.map(([name]) => name));
  const fresh = Object.entries(now).filter(([name]) => !there.has(name));
  if (fresh.length > 0 && keyOrder(path).length === 0) {
    const lines = layDownAt(path, Object.fromEntries(fresh), { column });
    chunks = [...chunks, ['', linesOf(source, lines)]];
  } else
    for (const [name, value] of fresh)
      chunks = insert(chunks, [name, layDownEntry([...path, name], value, column)], { source, path });
  return chunks.map(([, text], index) => (index < chunks.length - 1 ? ended(source, text) : text)).join('');
}

function weaveEntry({ key, value: node }: Entry, before: Json, now: Json, place: Place): string {
  const { source, path, start, end } = place;
  const colon = source.indexOf(':', key.range?.[1] ?? start) + 1;
  const below = lineEnd(source, colon);
  if (isBlockMap(node) && isJsonObject(now) && Object.keys(now).length > 0)
    return source.slice(start, below) + weaveMap(node, before, now, { ...place, start: below });
  if (isBlockList(node) && isJsonList(now) && now.length > 0)
    return source.slice(start, below) + weaveList(node, before, now, { ...place, start: below });

  const column = columnOf(source, offsetOf(key));
  if (
    isMap(node) &&
    node.flow === true &&
    isJsonObject(now) &&
    /#.*\n/.test(source.slice(node.range[0], node.range[1]))
  ) {
    const tail = source.slice(node.range[1], end);
    return source.slice(start, colon) + inBraces(node, before, now, { source, column, tail }) + tail;
  }
  const [head = '', ...lines] = layDownEntry(path, now, column, isCollection(node) && node.flow === true);
  const written = head.slice(column + keyLength(head.slice(column)) + 1);
  const isInline = !isBlockText(node) && !(isCollection(node) && !node.flow);
  const valueEnd = isInline ? Math.max(colon, node?.range[1] ?? colon) : end;
  const rest = source.slice(valueEnd, end);
  if (lines.length === 0 && isInline) return source.slice(start, colon) + written + rest;
  // What stands beside a value that spans lines now, or did so, stays beside its key.
  const comment = /^[ \t]*#.*/.exec(isInline ? rest : source.slice(colon, below))?.[0].trim();
  const after = isInline ? source.slice(lineEnd(source, valueEnd), end) : '';
  const opening = source.slice(start, colon) + written + (comment === undefined ? '' : ` ${comment}`);
  return linesOf(source, [opening, ...lines]) + after;
}

/** A mapping in braces over several lines, with the comments within. */
function inBraces(
  node: ParsedNode,
  before: Json,
  now: JsonObject,
  { source, column, tail }: { source: string; column: number; tail: string },
): string {
  // To the parser, what stands beside the last brace is a comment of the mapping, too.
  const beside = /^[ \t]*#(.*)/.exec(tail)?.[1] ?? '';
  if (node.comment?.endsWith(beside)) node.comment = node.comment.slice(0, node.comment.length - beside.length);
  const document = composeForLayout('{}');
  document.contents = node;
  syncNodes(document, node, before, now);
  const [first = '', ...lines] = layOut(document).trimEnd().split('\n');
  return [` ${first}`, ...lines.map((line) => ' '.repeat(column) + line)].join(newlineOf(source));
}

/** Of the key that a line begins with, in quotes or not. */
const keyLength = (line: string): number => /^("(?:[^"\\]|\\.)*"|'(?:[^']|'')*'|[^:]*)/.exec(line)?.[0].length ?? 0;

function insert(
  chunks: readonly Chunk[],
  [name, lines]: readonly [name: string, lines: readonly string[]],
  { source, path }: Pick<Place, 'source' | 'path'>,
): Chunk[] {
  const sorted = sortKeys([...chunks.map(([key]) => key), name], (key) => key, path);
  const before = sorted[sorted.indexOf(name) - 1];
  const at = before === undefined ? 0 : chunks.findIndex(([key]) => key === before) + 1;
  const apart = isApart(chunks, name, path) && at > 0 ? [''] : [];
  return chunks.toSpliced(at, 0, [name, linesOf(source, [...apart, ...lines])]);
}

/** A blank line stands before `variables` and `resources`, and between kinds, unless the writer put none there. */
function isApart(chunks: readonly Chunk[], name: string, path: Path): boolean {
  if (path.length === 0) return name === 'variables' || name === 'resources';
  const isKind = path.length === 1 && path[0] === 'resources';
  return isKind && (chunks.length < 2 || chunks.slice(1).some(([, text]) => /^\s*\n/.test(text)));
}
