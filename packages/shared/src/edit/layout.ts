import { isMap, isNode, isPair, type Node, stringify } from 'yaml';
import { isJsonList, isJsonObject, type Json } from '../json.ts';

/** On one line, as the blueprints of the library are written. */
export function flowText(value: Json): string {
  if (isJsonList(value)) return `[${value.map(flowText).join(', ')}]`;
  if (!isJsonObject(value)) return scalar(value);
  const pairs = Object.entries(value).map(([name, item]) => `${scalar(name)}: ${flowText(item)}`);
  return pairs.length === 0 ? '{}' : `{ ${pairs.join(', ')} }`;
}

/** In quotes, unless it reads the same without them wherever it stands. */
export function scalar(value: Json): string {
  if (typeof value !== 'string') return JSON.stringify(value);
  const isPlain = /^\p{L}[\p{L}\p{N} _-]*(?<! )$/u.test(value) && stringify(value) === `${value}\n`;
  return isPlain ? value : JSON.stringify(value);
}

/** Null where something else begins in the same line. */
export function lineStart(source: string, node: Node): number | null {
  const offset = firstOffset(node);
  const start = source.lastIndexOf('\n', offset - 1) + 1;
  return /^\s*(?:- +)?$/.test(source.slice(start, offset)) ? start : null;
}

function firstOffset(node: Node): number {
  const [first] = isMap(node) && !node.flow ? node.items : [];
  return isPair(first) && isNode(first.key) ? firstOffset(first.key) : (node.range?.[0] ?? 0);
}

/** After the comment that stands beside it. */
export function lineEnd(source: string, node: Node): number {
  const end = node.range?.[1] ?? 0;
  if (source[end - 1] === '\n') return end;
  const newline = source.indexOf('\n', end);
  return newline === -1 ? source.length : newline + 1;
}
