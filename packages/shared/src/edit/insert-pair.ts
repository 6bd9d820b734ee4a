import { type Document, isMap, isNode, isScalar, type Node, type Pair, type YAMLMap } from 'yaml';
import { keyOrder } from '../blueprint/key-order.ts';
import { isJsonObject, type Json } from '../json.ts';
import { flowText, lineEnd, lineStart, scalar } from './layout.ts';
import type { Place } from './locate.ts';

/**
 * The text with a property more in a mapping, where its kind of property stands and laid out as those beside it. Null: there is no
 * such mapping, or no place in it.
 */
export function insertPair(source: string, document: Document, place: Place & { do: 'set' }): string | null {
  const path = place.at.slice(0, -1);
  const parent = path.length === 0 ? document.contents : document.getIn(path, true);
  const name = place.at.at(-1);
  if (!isMap(parent) || typeof name !== 'string') return null;
  const pairs = parent.items.filter((pair): pair is Pair<Node> => isNode(pair.key));
  const rank = ranks(path);
  const next = pairs.find(({ key }) => rank(nameOf(key)) > rank(name));
  return parent.flow
    ? amongOthers(source, parent, { pairs, next, written: `${scalar(name)}: ${flowText(place.value)}` })
    : onItsLine(source, pairs, next, (indent, newline) => lines(name, place.value, { pairs, indent, newline }));
}

/** Known properties have an order; what a person names comes last. */
function ranks(path: readonly (string | number)[]): (name: string) => number {
  const order = keyOrder(path);
  return (name) => (order.includes(name) ? order.indexOf(name) : order.length);
}

const nameOf = (key: Node): string => (isScalar(key) ? String(key.value) : '');

interface Among {
  pairs: readonly Pair<Node>[];
  next: Pair<Node> | undefined;
  written: string;
}

function amongOthers(source: string, parent: YAMLMap, { pairs, next, written }: Among): string | null {
  const [start, end] = parent.range ?? [0, 0];
  const before = next?.key.range?.[0];
  if (before !== undefined) return `${source.slice(0, before)}${written}, ${source.slice(before)}`;
  const last = pairs.at(-1);
  if (!last) return `${source.slice(0, start)}{ ${written} }${source.slice(end)}`;
  const after = (isNode(last.value) ? last.value : last.key).range?.[1];
  return after === undefined ? null : `${source.slice(0, after)}, ${written}${source.slice(after)}`;
}

function onItsLine(
  source: string,
  pairs: readonly Pair<Node>[],
  next: Pair<Node> | undefined,
  written: (indent: string, newline: string) => string,
): string | null {
  const newline = source.includes('\r\n') ? '\r\n' : '\n';
  const last = pairs.at(-1);
  const start = last && lineStart(source, (next ?? last).key);
  if (!last || start === null || start === undefined) return null;
  const indent = /^ */.exec(source.slice(start))?.[0] ?? '';
  const at = next ? aboveItsComments(source, start) : lineEnd(source, isNode(last.value) ? last.value : last.key);
  const isOpen = at > 0 && !source.slice(0, at).endsWith('\n');
  return `${source.slice(0, at)}${isOpen ? newline : ''}${written(indent, newline)}${source.slice(at)}`;
}

/** Comments right above a line are about it. */
function aboveItsComments(source: string, start: number): number {
  let at = start;
  for (;;) {
    const above = source.lastIndexOf('\n', at - 2) + 1;
    if (at === 0 || !/^ *#/.test(source.slice(above, at))) return at;
    at = above;
  }
}

interface Around {
  pairs: readonly Pair<Node>[];
  indent: string;
  newline: string;
}

/** A mapping of mappings has a line for each; one whose neighbours span lines does so, too. */
function lines(name: string, value: Json, { pairs, indent, newline }: Around): string {
  const isWide = pairs.some(({ value: one }) => isMap(one) && !one.flow);
  const head = `${indent}${scalar(name)}:`;
  if (!isJsonObject(value) || !isWide) return `${head} ${flowText(value)}${newline}`;
  const inner = Object.entries(value).map(([key, item]) => `${indent}  ${scalar(key)}: ${flowText(item)}${newline}`);
  return `${head}${newline}${inner.join('')}`;
}
