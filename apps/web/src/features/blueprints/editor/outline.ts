export type Path = readonly (string | number)[];

/** One key of a mapping or item of a list, and where it stands. Offsets are of the text. */
export interface OutlineNode {
  path: Path;
  /** Column of the key, or of an item's dash; in a flow (`{ … }`) that of what holds it. */
  indent: number;
  isFlowEntry: boolean;
  keyFrom: number;
  keyTo: number;
  /** What stands there: nothing yet or a block below, one value, a text of lines, or a flow. */
  form: 'block' | 'scalar' | 'text' | 'map' | 'list';
  /** Of a value, a text or a flow. */
  valueFrom: number;
  valueTo: number;
  /** Without its quotes; null for everything but one value. */
  scalar: string | null;
  children: OutlineNode[];
}

/** In the order of the text. */
export interface Outline {
  root: OutlineNode;
  nodes: readonly OutlineNode[];
}

const key =
  /("(?:[^"\\\n]|\\.)*"|'(?:[^'\n]|'')*'|[^\s#{}[\],&*!|>'"%@`:-](?:[^\n#:]|:(?![ \t\r\n]|$))*)[ \t]*:(?=[ \t\r\n]|$)/my;
const quoted = /"(?:[^"\\\n]|\\.)*"?|'(?:[^'\n]|'')*'?/y;
/** `${…}` has braces that are none of the flow's. */
const flowPlain = /(?:\$\{[^}\n]*\}?|[^,{}[\]\n:#]|:(?![\s,}\]]|$)|(?<!\s)#)+/y;

/** No blueprint is as deep; who writes a thousand brackets gets no outline of them. */
const maxDepth = 40;

/**
 * What keys a YAML or JSON text has, and where. Unlike a parser it makes the best of a text that is being typed: what it cannot
 * read it passes over, and a flow that is not closed ends where the next key begins.
 */
export function outlineOf(text: string): Outline {
  const root = newNode([], { indent: -1, from: 0, to: 0, isFlowEntry: false });
  const nodes: OutlineNode[] = [];
  let open: OutlineNode[] = [root];

  const innermost = () => open.at(-1) ?? root;
  const add = (parent: OutlineNode, name: string | number, span: Span): OutlineNode => {
    const node = newNode([...parent.path, name], span);
    parent.children.push(node);
    nodes.push(node);
    return node;
  };

  /** Reads a value that begins at the offset, and returns where it ends. */
  function readValue(node: OutlineNode, from: number): number {
    const start = skip(text, from, /[ \t]*/y);
    const first = text[start];
    node.valueFrom = node.valueTo = start;
    if (first === undefined || first === '\n' || first === '\r' || first === '#') return start;
    if (first === '{' || first === '[') return readFlow(node, start);
    if (first === '|' || first === '>') {
      node.form = 'text';
      return (node.valueTo = endOfText(text, start, node.indent));
    }
    const end = first === '"' || first === "'" ? skip(text, start, quoted) : endOfPlain(text, start);
    setScalar(node, text, start, end);
    return end;
  }

  function readFlow(holder: OutlineNode, from: number): number {
    if (holder.path.length > maxDepth) return skip(text, from, /[^\n]*/y);
    const isMap = text[from] === '{';
    holder.form = isMap ? 'map' : 'list';
    holder.valueFrom = from;
    const at = { indent: holder.indent, isFlowEntry: true };
    let entry: OutlineNode | null = null;
    let isValueNext = false;
    let offset = from + 1;
    while (offset < text.length && !isNextKey(text, offset, holder.indent)) {
      const char = text[offset] ?? '';
      if (char === '}' || char === ']') return (holder.valueTo = offset + 1);
      if (/\s/.test(char)) offset += 1;
      else if (char === '#') offset = skip(text, offset, /[^\n]*/y);
      else if (char === ',' || char === ':') {
        isValueNext = char === ':' && entry !== null;
        if (char === ',') entry = null;
        offset += 1;
      } else if (char === '{' || char === '[') {
        const target: OutlineNode =
          isValueNext && entry ? entry : add(holder, holder.children.length, { ...at, from: offset, to: offset });
        offset = readFlow(target, offset);
      } else {
        const end = Math.max(skip(text, offset, char === '"' || char === "'" ? quoted : flowPlain), offset + 1);
        if (isValueNext && entry) setScalar(entry, text, offset, end);
        else {
          const name: string | number = isMap ? unquoted(text.slice(offset, end).trimEnd()) : holder.children.length;
          entry = add(holder, name, { ...at, from: offset, to: end });
          if (!isMap) setScalar(entry, text, offset, end);
        }
        offset = end;
      }
    }
    // Where the next key ended it, that key's line is still to be read.
    return (holder.valueTo = offset < text.length ? offset - 1 : offset);
  }

  function readLine(from: number): number {
    let start = skip(text, from, / */y);
    let item: OutlineNode | null = null;
    const close = (column: number, isItem: boolean) => {
      open = open.filter(({ indent, path }, depth) => {
        const isHolder = isItem && indent === column && typeof path.at(-1) === 'string';
        return depth === 0 || indent < column || isHolder;
      });
    };
    while (text[start] === '-' && /^[ \r\n]?$/.test(text[start + 1] ?? '')) {
      close(start - from, true);
      item = add(innermost(), innermost().children.length, {
        indent: start - from,
        from: start,
        to: start + 1,
        isFlowEntry: false,
      });
      open.push(item);
      start = skip(text, start + 1, / */y);
    }
    key.lastIndex = start;
    const found = key.exec(text);
    if (found) {
      close(start - from, false);
      const name = found[1] ?? '';
      const node = add(innermost(), unquoted(name.trimEnd()), {
        indent: start - from,
        from: start,
        to: start + name.length,
        isFlowEntry: false,
      });
      open.push(node);
      return readValue(node, key.lastIndex);
    }
    if (item) return readValue(item, start);
    return (text[start] === '{' || text[start] === '[') && innermost() === root ? readFlow(root, start) : start;
  }

  let offset = 0;
  while (offset < text.length) offset = skip(text, readLine(offset), /[^\n]*\n?/y);
  return { root, nodes };
}

interface Span {
  indent: number;
  from: number;
  to: number;
  isFlowEntry: boolean;
}

const newNode = (path: Path, { indent, from, to, isFlowEntry }: Span): OutlineNode => ({
  path,
  indent,
  isFlowEntry,
  keyFrom: from,
  keyTo: to,
  form: 'block',
  valueFrom: to,
  valueTo: to,
  scalar: null,
  children: [],
});

function setScalar(node: OutlineNode, text: string, from: number, to: number): void {
  const raw = text.slice(from, to).trimEnd();
  Object.assign(node, { form: 'scalar', valueFrom: from, valueTo: from + raw.length, scalar: unquoted(raw) });
}

/** Where the sticky pattern stops to match. */
function skip(text: string, from: number, pattern: RegExp): number {
  pattern.lastIndex = from;
  return pattern.test(text) ? pattern.lastIndex : from;
}

/** To the end of the line, or to a comment in it. */
function endOfPlain(text: string, from: number): number {
  const lineEnd = skip(text, from, /[^\n]*/y);
  const comment = text.slice(from, lineEnd).search(/[ \t]#/);
  return comment < 0 ? lineEnd : from + comment;
}

/** A text of lines goes on as long as they are indented. */
function endOfText(text: string, from: number, indent: number): number {
  const line = new RegExp(`\\n(?:[ \\t\\r]*(?=\\n|$)| {${indent + 1}}[^\\n]*)`, 'y');
  let end = skip(text, from, /[^\n]*/y);
  for (let next = skip(text, end, line); next > end; next = skip(text, end, line)) end = next;
  return end;
}

/** Does a line with a key of the block begin here, though the flow is still open? */
function isNextKey(text: string, offset: number, indent: number): boolean {
  if (indent < 0 || text[offset - 1] !== '\n') return false;
  const start = skip(text, offset, / */y);
  key.lastIndex = start;
  return start - offset <= indent && key.test(text);
}

function unquoted(raw: string): string {
  if (!raw.startsWith('"') && !raw.startsWith("'")) return raw;
  const inner = raw.replace(/^(["'])([^]*?)\1?$/, '$2');
  return raw.startsWith("'") ? inner.replaceAll("''", "'") : inner;
}
