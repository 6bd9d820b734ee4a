import { isKindName } from '../kinds/registry.ts';
import type { Reference } from './types.ts';

interface At {
  /** The expression as written, and where in the text it starts. */
  raw: string;
  index: number;
}
export type Piece =
  | { type: 'text'; text: string }
  | ({ type: 'variable'; name: string } & At)
  | ({ type: 'each'; part: 'key' | 'value'; attribute: string | null } & At)
  | ({ type: 'reference'; reference: Reference } & At)
  /** To the instance of another resource that has the same key: `${calendarGroup.visits[each.key].id}`. */
  | ({ type: 'sibling'; base: string; attribute: string } & At)
  | ({ type: 'fault'; message: string } & At);

/** Is there anything to fill in? Cheap, for the many texts without. */
export const hasExpression = (text: string): boolean =>
  text.includes('${') && parseTemplate(text).some((piece) => piece.type !== 'text');

/**
 * Cuts a text at its `${…}` expressions. Before a brace, two dollars stand for one: `$${` is a plain `${`, and
 * `$$${var.price}` is a dollar and a price. GHL's own `{{contact.name}}` is plain text.
 */
export function parseTemplate(text: string): Piece[] {
  const pieces: Piece[] = [];
  const opening = /(?<!\$)(\$+)\{/g;
  let literal = '';
  let end = 0;
  for (let match = opening.exec(text); match; match = opening.exec(text)) {
    const dollars = match[1]?.length ?? 0;
    literal += text.slice(end, match.index) + '$'.repeat(Math.floor(dollars / 2));
    end = opening.lastIndex;
    if (dollars % 2 === 0) {
      literal += '{';
      continue;
    }
    const index = end - 2;
    const close = text.indexOf('}', end);
    end = close === -1 ? text.length : close + 1;
    opening.lastIndex = end;
    if (literal) pieces.push({ type: 'text', text: literal });
    literal = '';
    pieces.push(parseExpression(text.slice(index, end), index));
  }
  literal += text.slice(end);
  if (literal || pieces.length === 0) pieces.push({ type: 'text', text: literal });
  return pieces;
}

/** The reverse: plain text is escaped, so that a filled-in value is never read as an expression. */
export function renderTemplate(pieces: readonly (string | Reference)[]): string {
  let rendered = '';
  let literal = '';
  for (const piece of pieces) {
    if (typeof piece === 'string') literal += piece;
    else {
      rendered += literal.replaceAll(/(?<!\$)\$+(?=\{|$)/g, doubled) + renderReference(piece);
      literal = '';
    }
  }
  return rendered + literal.replaceAll(/(?<!\$)\$+(?=\{)/g, doubled);
}

export const renderReference = ({ address, attribute }: Reference): string => `\${${address}.${attribute}}`;

const doubled = (dollars: string): string => dollars + dollars;
const hint = 'Write ${var.name} or ${kind.name.attribute}; write $${ where a plain ${ is meant.';

/** What may stand between quotes in an address: it is shown, stored and compared, so nothing that a template or a log would trip over. */
export const isInstanceKey = (key: string): boolean => /^[^"\\{}$\p{Cc}]{1,63}$/u.test(key) && key.trim() === key;

export const instanceAddress = (base: string, key: string): string => `${base}["${key}"]`;

/** The address without its key: what the blueprint declares. */
export const baseAddress = (address: string): string => address.replace(/\[.*$/s, '');

const path = /^([A-Za-z]\w*)\.([a-z][a-z0-9_]*)(?:\[(?:"([^"]*)"|(each\.key))\])?(?:\.([A-Za-z]\w*))?$/;

function parseExpression(raw: string, index: number): Piece {
  const at = { raw, index };
  const fault = (message: string): Piece => ({ type: 'fault', message, ...at });
  if (!raw.endsWith('}')) return fault(`"${shortened(raw)}" has no closing brace. ${hint}`);
  const [matched, scope = '', name = '', key, each, attribute] = path.exec(raw.slice(2, -1).trim()) ?? [];
  const isIndexed = key !== undefined || each !== undefined;
  if (matched === undefined) return fault(`"${shortened(raw)}" is not an expression. ${hint}`);
  if (scope === 'var' && !isIndexed && attribute === undefined) return { type: 'variable', name, ...at };
  if (scope === 'each' && !isIndexed && (name === 'value' || (name === 'key' && attribute === undefined)))
    return { type: 'each', part: name, attribute: attribute ?? null, ...at };
  if (scope === 'var' || scope === 'each') return fault(`"${shortened(raw)}" is not an expression. ${hint}`);
  const base = `${scope}.${name}`;
  if (attribute === undefined) {
    if (!isKindName(scope)) return fault(`"${shortened(raw)}" is not an expression. ${hint}`);
    return fault(`"${raw}" does not say which attribute of ${base} is meant, e.g. \${${base}.id}.`);
  }
  if (each !== undefined) return { type: 'sibling', base, attribute, ...at };
  const address = key === undefined ? base : instanceAddress(base, key);
  return { type: 'reference', reference: { address, attribute }, ...at };
}

const shortened = (text: string): string => (text.length > 60 ? `${text.slice(0, 60)}…` : text);
