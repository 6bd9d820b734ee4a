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
  | ({ type: 'reference'; reference: Reference } & At)
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

function parseExpression(raw: string, index: number): Piece {
  if (!raw.endsWith('}'))
    return { type: 'fault', message: `"${shortened(raw)}" has no closing brace. ${hint}`, raw, index };
  const [scope = '', name = '', attribute, ...more] = raw.slice(2, -1).trim().split('.');
  const isPath = /^[A-Za-z]\w*$/.test(scope) && /^[a-z][a-z0-9_]*$/.test(name) && more.length === 0;
  if (isPath && scope === 'var' && attribute === undefined) return { type: 'variable', name, raw, index };
  if (isPath && scope !== 'var' && attribute !== undefined && /^[A-Za-z]\w*$/.test(attribute))
    return { type: 'reference', reference: { address: `${scope}.${name}`, attribute }, raw, index };
  if (isPath && isKindName(scope) && attribute === undefined)
    return {
      type: 'fault',
      message: `"${raw}" does not say which attribute of ${scope}.${name} is meant, e.g. \${${scope}.${name}.id}.`,
      raw,
      index,
    };
  return { type: 'fault', message: `"${shortened(raw)}" is not an expression. ${hint}`, raw, index };
}

const shortened = (text: string): string => (text.length > 60 ? `${text.slice(0, 60)}…` : text);
