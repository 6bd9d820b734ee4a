import {
  type Document,
  isMap,
  isNode,
  isScalar,
  isSeq,
  type Pair,
  type ParsedNode,
  Scalar,
  type YAMLMap,
  type YAMLSeq,
} from 'yaml';
import { sortKeys } from './key-order.ts';
import type { Path } from './map-texts.ts';
import { maxColumns } from './yaml-layout.ts';

/** Brings a document's nodes into our order and form; to be written by `layOut`. */
export function arrange(document: Document.Parsed, source: string): void {
  document.directives.docStart = null;
  document.directives.docEnd = false;
  const { contents } = document;
  if (!isMap(contents)) return;
  arrangeMap(contents as BlockMap, { path: [], column: 0, inFlow: false, source });
  for (const { key, value } of contents.items as Entry[])
    if ((key.value === 'variables' || key.value === 'resources') && isMap(value) && !value.flow) key.spaceBefore = true;
}

type Entry = Pair<Scalar<string>, ParsedNode | null>;
type BlockMap = YAMLMap<Scalar<string>, ParsedNode | null>;

interface Place {
  path: Path;
  /** Where the lines of this node begin. */
  column: number;
  inFlow: boolean;
  source: string;
}

function arrangeNode(node: ParsedNode | null, place: Place, before: number): void {
  if (isScalar(node)) return arrangeScalar(node, place);
  if (!isMap(node) && !isSeq(node)) return;
  if (node.flow && !place.inFlow && !fitsOneLine(node, before)) node.flow = false;
  const inFlow = place.inFlow || node.flow === true;
  if (isMap(node)) arrangeMap(node as BlockMap, { ...place, inFlow });
  else arrangeList(node as YAMLSeq<ParsedNode>, { ...place, inFlow });
}

function arrangeMap(map: BlockMap, place: Place): void {
  const { path, column, inFlow } = place;
  if (path.length > 0) passDownComment(map);
  map.items = sortKeys(map.items, ({ key }) => key.value, path);
  for (const [index, { key, value }] of map.items.entries()) {
    if (index === 0 || inFlow) delete key.spaceBefore;
    arrangeScalar(key, { ...place, inFlow: true });
    const inner = { ...place, path: [...path, key.value], column: column + 2 };
    arrangeNode(value, inner, column + key.value.length + 2);
  }
}

function arrangeList(list: YAMLSeq<ParsedNode>, place: Place): void {
  const { path, column, inFlow } = place;
  for (const [index, item] of list.items.entries()) {
    if (index === 0 || inFlow) delete item.spaceBefore;
    arrangeNode(item, { ...place, path: [...path, index], column: column + 2 }, column + 2);
  }
}

/** A comment above the first entry is read as one of the whole mapping; it goes where the entry goes. */
function passDownComment(map: BlockMap): void {
  const [first] = map.items;
  delete map.spaceBefore;
  if (!first || map.flow || !map.commentBefore) return;
  first.key.commentBefore = [map.commentBefore, first.key.commentBefore].filter(Boolean).join('\n');
  delete map.commentBefore;
}

function arrangeScalar(scalar: Scalar, { inFlow, column, source }: Place): void {
  const { value } = scalar;
  if (typeof value !== 'string') return;
  const isBlock = scalar.type === Scalar.BLOCK_FOLDED || scalar.type === Scalar.BLOCK_LITERAL;
  if (!value.includes('\n')) {
    const wasFolded = isBlock || isWrapped(scalar, source);
    const isLong = column + value.length > maxColumns && value.trim() === value;
    scalar.type = wasFolded && isLong && !inFlow ? Scalar.BLOCK_FOLDED : Scalar.PLAIN;
  } else if (inFlow || !isPlainBlock(value)) scalar.type = Scalar.QUOTE_DOUBLE;
  else if (!isBlock) scalar.type = Scalar.BLOCK_LITERAL;
}

/** A text that its writer wrapped over several lines. */
const isWrapped = ({ range }: Scalar, source: string): boolean =>
  range != null && source.slice(range[0], range[1]).includes('\n');

/** Nothing in it that only a reader of the specification would see in a block. */
const isPlainBlock = (text: string): boolean =>
  /^\S/.test(text) && !/[ \t]$|[ \t]\n|\n\n$|\t/.test(text) && !/^(%|---|\.\.\.)/m.test(text);

const fitsOneLine = (node: YAMLMap | YAMLSeq, before: number): boolean => before + widthOf(node) <= maxColumns;

/** On one line; endless where something in it has a comment. */
function widthOf(node: unknown): number {
  if (isScalar(node)) {
    const text = typeof node.value === 'string' ? node.value : String(node.value);
    return text.length + (/^[\w$][\w $/.:-]*$/.test(text) ? 0 : 2);
  }
  const partWidth = (part: unknown): number => (hasComment(part) ? Infinity : widthOf(part));
  if (isMap(node)) return node.items.reduce((sum, { key, value }) => sum + partWidth(key) + partWidth(value) + 4, 2);
  return isSeq(node) ? node.items.reduce((sum: number, item) => sum + partWidth(item) + 2, 0) : 4;
}

const hasComment = (node: unknown): boolean => isNode(node) && Boolean(node.comment || node.commentBefore);
