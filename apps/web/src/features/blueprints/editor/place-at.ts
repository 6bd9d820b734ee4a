import type { Outline, OutlineNode, Path } from './outline.ts';

/** Where in a blueprint an offset of its text is. */
export interface Place {
  /** `key`: a key of the mapping at the path. `value`: the value at the path. `item`: either, just after a dash. */
  role: 'key' | 'value' | 'item';
  path: Path;
  /** Where the word that is being written begins. */
  from: number;
  /** Keys that the mapping has besides this one. */
  present: readonly string[];
  isFlow: boolean;
}

/** Null where nothing of a schema's can stand: in a comment, a text of lines, a value that goes on. */
export function placeAt(text: string, outline: Outline, offset: number): Place | null {
  const flow = innermostFlow(text, outline, offset);
  return flow ? placeInFlow(text, flow, offset) : placeInBlock(text, outline, offset);
}

/** The innermost resource or variable that the offset is in, as an address: `customField.insurer`. */
export function addressAt(outline: Outline, offset: number): string | null {
  const [kind, name] = pathAt(outline, offset).slice(1);
  const isResource = pathAt(outline, offset)[0] === 'resources';
  return isResource && kind !== undefined && name !== undefined ? `${kind}.${name}` : null;
}

/** The path of the last key before the offset that still holds it. */
export function pathAt({ root, nodes }: Outline, offset: number): Path {
  let node: OutlineNode = root;
  for (const candidate of nodes) {
    if (candidate.keyFrom > offset) break;
    if (candidate.path.length > 0 && isEnded(candidate, offset)) continue;
    node = candidate;
  }
  return node.path;
}

/** The key or value that the offset is on. */
export const nodeAt = ({ nodes }: Outline, offset: number): { node: OutlineNode; isKey: boolean } | null => {
  for (const node of nodes) {
    const isKey = offset >= node.keyFrom && offset <= node.keyTo && typeof node.path.at(-1) === 'string';
    if (isKey || (node.form === 'scalar' && offset >= node.valueFrom && offset <= node.valueTo)) return { node, isKey };
  }
  return null;
};

const isEnded = (node: OutlineNode, offset: number) =>
  node.isFlowEntry ? offset > Math.max(node.valueTo, node.keyTo) : node.form !== 'block' && offset > node.valueTo;

function innermostFlow(text: string, { root, nodes }: Outline, offset: number): OutlineNode | null {
  const holds = ({ form, valueFrom, valueTo }: OutlineNode) => {
    const isClosed = valueTo > valueFrom + 1 && /[}\]]/.test(text[valueTo - 1] ?? '');
    return (form === 'map' || form === 'list') && offset > valueFrom && offset <= valueTo - (isClosed ? 1 : 0);
  };
  return [root, ...nodes].findLast(holds) ?? null;
}

function placeInFlow(text: string, holder: OutlineNode, offset: number): Place | null {
  const before = text.slice(holder.valueFrom, offset);
  const word = /["']?[\w$.-]*$/.exec(before)?.[0] ?? '';
  const from = offset - word.replace(/^["']/, '').length;
  const sign = before
    .slice(0, before.length - word.length)
    .trimEnd()
    .at(-1);
  const last = holder.children.findLast(({ keyFrom }) => keyFrom < offset - word.length);
  const shared = { from, isFlow: true, present: [] };
  const begun = holder.children.find(
    ({ form, valueFrom, valueTo }) => form === 'scalar' && offset > valueFrom && offset <= valueTo,
  );
  if (begun && from > begun.valueFrom + (/["']/.test(text[begun.valueFrom] ?? '') ? 1 : 0)) return null;
  if (holder.form === 'list') {
    if (sign !== '[' && sign !== ',') return null;
    const index = holder.children.filter(({ keyFrom }) => keyFrom < offset - word.length).length;
    return { ...shared, role: 'value', path: [...holder.path, index] };
  }
  if (sign === ':' && last) return { ...shared, role: 'value', path: last.path };
  if (sign !== '{' && sign !== ',') return null;
  return { ...shared, role: 'key', path: holder.path, present: keysOf(holder, from) };
}

function placeInBlock(text: string, outline: Outline, offset: number): Place | null {
  const lineFrom = text.lastIndexOf('\n', offset - 1) + 1;
  const before = text.slice(lineFrom, offset);
  const [matched, lead = '', word = ''] = /^((?: |- )*)([\w$.-]*)$/.exec(before) ?? [];
  if (matched !== undefined) {
    const from = lineFrom + lead.length;
    const parent = parentOf(outline, lineFrom, lead, from);
    if (!parent || (parent !== outline.root && parent.form !== 'block' && !isItemOf(parent, from))) return null;
    if (isInText(outline, offset)) return null;
    const isItem = lead.trimEnd().endsWith('-');
    return {
      role: isItem ? 'item' : 'key',
      path: parent.path,
      from: offset - word.length,
      present: keysOf(parent, from),
      isFlow: false,
    };
  }
  const value = /^(?: |- )*[^#]*?:[ \t]+["']?([\w$.-]*)$/.exec(before);
  const node = outline.nodes.findLast(
    ({ keyFrom, isFlowEntry }) => keyFrom >= lineFrom && keyFrom < offset && !isFlowEntry,
  );
  if (!value || !node || isInText(outline, offset)) return null;
  return { role: 'value', path: node.path, from: offset - (value[1] ?? '').length, present: [], isFlow: false };
}

/** The key or item before the line that is indented less; on a line with a dash its own item. */
function parentOf({ root, nodes }: Outline, lineFrom: number, lead: string, from: number): OutlineNode | null {
  const dash = lead.lastIndexOf('-');
  if (dash >= 0) return nodes.find(({ keyFrom }) => keyFrom === lineFrom + dash) ?? null;
  const column = from - lineFrom;
  if (column === 0) return root;
  return (
    nodes.findLast(({ keyFrom, indent, isFlowEntry }) => keyFrom < lineFrom && indent < column && !isFlowEntry) ?? null
  );
}

const isItemOf = (parent: OutlineNode, from: number) => parent.form === 'scalar' && parent.valueFrom === from;

const isInText = ({ nodes }: Outline, offset: number) =>
  nodes.some(({ form, valueFrom, valueTo }) => form === 'text' && offset > valueFrom && offset <= valueTo);

const keysOf = (node: OutlineNode, but: number): string[] =>
  node.children.filter(({ keyFrom }) => keyFrom !== but).map(({ path }) => String(path.at(-1)));
