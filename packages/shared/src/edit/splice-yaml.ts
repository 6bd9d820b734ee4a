import { isCollection, isMap, isNode, isScalar, isSeq, type Node, parseDocument } from 'yaml';
import type { Json } from '../json.ts';
import { insertPair } from './insert-pair.ts';
import { flowText, lineEnd, lineStart } from './layout.ts';
import type { Place } from './locate.ts';
import { editJson } from './set-attribute.ts';

/** The text with only those lines changed that say what is edited. Null: they say other things as well, or too much. */
export function spliceYaml(source: string, place: Place): string | null {
  const document = parseDocument(source);
  const held = document.getIn(place.at, true);
  if (!isNode(held)) return place.do === 'set' ? insertPair(source, document, place) : null;
  if (place.do === 'sort') return isSeq(held) && !held.flow ? sortLines(source, held.items, place.order) : null;
  if (place.do === 'set') return replace(source, held, place.value);
  const parent = document.getIn(place.at.slice(0, -1), true);
  if (!isCollection(parent)) return null;
  const own = place.at.at(-1) ?? '';
  if (parent.flow) {
    const left = editJson(parent.toJSON() as Json, { at: [own], do: 'remove' });
    return replace(source, parent, left);
  }
  const key = isMap(parent) ? parent.items.find(({ key: name }) => isScalar(name) && name.value === own)?.key : held;
  return parent.items.length > 1 && isNode(key) ? dropLines(source, key, held) : null;
}

/** In the place of what stands there, on the line of its name. What spans lines ends with the last of them. */
function replace(source: string, held: Node, value: Json): string | null {
  const [start, end] = held.range ?? [0, 0];
  if (end <= start) return null;
  const before = isCollection(held) && !held.flow ? source.slice(0, start).trimEnd() : source.slice(0, start);
  if (before.length < start && !before.endsWith(':')) return null;
  const newline = /\r?\n$/.exec(source.slice(start, end))?.[0] ?? '';
  return `${before}${before.length < start ? ' ' : ''}${flowText(value)}${newline}${source.slice(end)}`;
}

function dropLines(source: string, first: Node, last: Node): string | null {
  const start = lineStart(source, first);
  return start === null ? null : source.slice(0, start) + source.slice(lineEnd(source, last));
}

/** Each item from its line to that of the next. What stands between two goes with the first. */
function sortLines(source: string, items: readonly unknown[], order: readonly number[]): string | null {
  const nodes = items.filter(isNode);
  const starts = nodes.flatMap((node) => lineStart(source, node) ?? []);
  const last = nodes.at(-1);
  const [first] = starts;
  if (!last || first === undefined || starts.length < items.length) return null;
  const ends = [...starts.slice(1), lineEnd(source, last)];
  const lines = starts.map((start, place) => source.slice(start, ends[place]).replace(/\n?$/, '\n'));
  return source.slice(0, first) + order.map((from) => lines[from] ?? '').join('') + source.slice(ends.at(-1));
}
