import { isCollection, isMap, isScalar, type Node, type Pair, type ParsedNode, Scalar } from 'yaml';
import { arrange } from '../blueprint/arrange.ts';
import type { Path } from '../blueprint/map-texts.ts';
import { composeForLayout, layOut, maxColumns } from '../blueprint/yaml-layout.ts';
import { isJsonList, isJsonObject, type Json, type JsonObject } from '../json.ts';

/** A blueprint in Groundwork's own layout, as if written by hand: small things on one line, groups apart. */
export const layDown = (value: JsonObject): string => write(value, { openDepth: 0, inFlow: false });

/**
 * The lines of one entry (`key: value`, or `- value`) as it stands at a path, with so many spaces in front. `inFlow`: on one line where it
 * fits, as its writer had it.
 */
export const layDownEntry = (path: Path, value: Json, column: number, inFlow = false): string[] =>
  layDownAt(path.slice(0, -1), entryOf(path.at(-1) ?? '', value), { column, inFlow });

/** The lines of all entries of a mapping, or of a list. */
export function layDownAt(
  path: Path,
  entries: Json,
  { column, inFlow = false }: { column: number; inFlow?: boolean },
): string[] {
  const nested = path.reduceRight<Json>((inner, step) => entryOf(step, inner), entries);
  // What a list holds begins on the line of its dash.
  const dashes = path.filter((step) => typeof step === 'number').length;
  const lines = write(nested, { openDepth: path.length + 1, inFlow })
    .trim()
    .split('\n')
    .slice(path.length - dashes);
  const indent = 2 * path.length;
  return lines.map((line) => (line.trim() === '' ? '' : ' '.repeat(column) + line.slice(indent)));
}

const entryOf = (step: string | number, value: Json): Json => (typeof step === 'number' ? [value] : { [step]: value });

interface Style {
  /** Above it everything stands on lines of its own. */
  openDepth: number;
  inFlow: boolean;
}

function write(value: Json, layout: Style): string {
  const document = composeForLayout('{}');
  const contents = document.createNode(value, { aliasDuplicateObjects: false });
  style(contents, value, [], layout);
  // The library types what it parsed, and what it made, apart.
  document.contents = contents as unknown as ParsedNode;
  arrange(document, '');
  if (layout.openDepth === 0) parted(contents);
  return layOut(document);
}

function style(node: unknown, value: Json, path: Path, layout: Style): void {
  if (isScalar(node) && typeof value === 'string' && value.length > maxColumns / 2) node.type = Scalar.BLOCK_FOLDED;
  if (!isCollection(node)) return;
  node.flow = path.length >= layout.openDepth && (layout.inFlow || isShort(value, path));
  for (const [index, item] of (node.items as unknown[]).entries()) {
    const key = isMap(node) ? String((item as Pair<Scalar<string>>).key.value) : index;
    const inner = isMap(node) ? (item as Pair).value : item;
    const held = isJsonList(value) ? value[index] : isJsonObject(value) ? value[String(key)] : null;
    style(inner, held ?? null, [...path, key], layout);
  }
}

const maxShortEntries = 2;
/** Of its texts, together. */
const maxShortLength = 60;

/** May it stand on one line, if it fits? Stages, prices and hours stand below each other. */
function isShort(value: Json, path: Path): boolean {
  const items: readonly Json[] = isJsonList(value) ? value : Object.values(isJsonObject(value) ? value : {});
  if (items.length === 0) return true;
  if (path[0] === 'variables') return path.length > 2;
  if (path[0] !== 'resources' || path.length < 3) return false;
  if (path.length === 3) return isFewTexts(items);
  if (isJsonObject(value)) return !items.some(isJsonObject);
  return (
    !items.some(isJsonObject) ||
    (items.length === 1 && items.every((item) => isJsonObject(item) && isFewTexts(Object.values(item))))
  );
}

const isFewTexts = (items: readonly Json[]): boolean =>
  items.length <= maxShortEntries &&
  items.every((item) => typeof item !== 'object') &&
  items.join('').length <= maxShortLength &&
  !items.join('').includes('\n');

/** A blank line between the groups of resources. */
function parted(contents: Node): void {
  const resources = isMap(contents) ? contents.get('resources') : null;
  if (!isMap(resources) || resources.flow) return;
  for (const { key } of resources.items.slice(1)) if (isScalar(key)) key.spaceBefore = true;
}
