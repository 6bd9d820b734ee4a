import type { Json } from '../json.ts';
import { instanceAddress, parseTemplate, type Piece, renderTemplate } from './template.ts';
import type { VariableValue } from './types.ts';

/** What `${each.…}` stands for in one instance. */
export interface Each {
  key: string;
  value: Json;
}

export interface Scope {
  variables: ReadonlyMap<string, VariableValue>;
  each: Each | null;
}

/**
 * A text with its variables and `each` filled in; references stay, those to a sibling become plain ones. A text that is one
 * number, boolean or list and nothing else keeps that type where `keepType`.
 */
export function fillValues(text: string, scope: Scope, keepType: boolean): Json {
  const pieces = parseTemplate(text);
  const [first] = pieces;
  if (keepType && pieces.length === 1 && first && first.type !== 'text') {
    const value = valueOf(first, scope);
    if (value !== undefined && typeof value !== 'string') return value;
  }
  return renderTemplate(
    pieces.map((piece) => {
      if (piece.type === 'text') return piece.text;
      if (piece.type === 'reference') return piece.reference;
      if (piece.type === 'sibling' && scope.each)
        return { address: instanceAddress(piece.base, scope.each.key), attribute: piece.attribute };
      const value = valueOf(piece, scope);
      return value === undefined || typeof value === 'object' ? piece.raw : String(value);
    }),
  );
}

/** Undefined: it has none here. */
export function valueOf(piece: Piece, { variables, each }: Scope): Json | undefined {
  if (piece.type === 'variable') {
    const value = variables.get(piece.name);
    return typeof value === 'object' ? [...value] : value;
  }
  if (piece.type !== 'each' || !each) return undefined;
  if (piece.part === 'key') return each.key;
  if (piece.attribute === null) return each.value;
  const { value } = each;
  const isMapping = value !== null && typeof value === 'object' && !Array.isArray(value);
  return isMapping && Object.hasOwn(value, piece.attribute)
    ? (value as Record<string, Json>)[piece.attribute]
    : undefined;
}
