import type { SourceLocation } from '@groundwork/shared';

/**
 * Where an address (`tag.vip`, `var.phone`, `customField.insurer.name`) stands in a YAML text; null where it does not, or the text is
 * laid out otherwise (JSON, `{…}` on one line).
 */
export function addressPlace(source: string, address: string): SourceLocation | null {
  const [first = '', second = '', ...attributes] = address.replace(/\[.*?\]/g, '').split('.');
  const path = first === 'var' ? ['variables', second] : ['resources', first, second, ...attributes];
  // What leads to all variables, or to a kind, is not the address yet.
  const enough = first === 'var' ? 1 : 2;
  const lines = source.split('\n');
  let found: SourceLocation | null = null;
  let [from, indent] = [0, -1];
  for (const [depth, key] of path.entries()) {
    const at = childLine(lines, from, indent, key);
    if (at === null) break;
    indent = indentOf(lines[at] ?? '');
    if (depth >= enough) found = { line: at + 1, column: indent + 1 };
    from = at + 1;
  }
  return found;
}

/** The line of the key among those directly below a parent of this indentation. */
function childLine(lines: readonly string[], from: number, parentIndent: number, key: string): number | null {
  let childIndent: number | null = null;
  for (let at = from; at < lines.length; at++) {
    const line = lines[at] ?? '';
    if (/^\s*(#|$)/.test(line)) continue;
    const indent = indentOf(line);
    if (indent <= parentIndent) return null;
    childIndent ??= indent;
    if (indent === childIndent && keyOf(line) === key) return at;
  }
  return null;
}

const indentOf = (line: string) => line.length - line.trimStart().length;
const keyOf = (line: string) => /^\s*["']?([^"':]+)["']?\s*:/.exec(line)?.[1];
