import type { Json, JsonObject } from '../json.ts';
import { mapTexts, mapValue, textsOf } from './map-texts.ts';
import { parseTemplate, renderReference, renderTemplate } from './template.ts';
import type { Reference } from './types.ts';

/** What a reference stands for, where it is known already. */
export type Lookup = (address: string, attribute: string) => Json | undefined;

export const unknownText = '(known after apply)';

/** References in the properties' texts, each once. */
export function references(properties: JsonObject): Reference[] {
  const found = new Map<string, Reference>();
  for (const { text } of textsOf(properties))
    for (const piece of parseTemplate(text))
      if (piece.type === 'reference') found.set(renderReference(piece.reference), piece.reference);
  return [...found.values()];
}

/** Properties as they go to GHL. A reference the lookup does not know stays `${kind.name.attribute}`: see `references`. */
export const fillReferences = (properties: JsonObject, lookup: Lookup): JsonObject =>
  mapTexts(properties, (text) => fillText(text, lookup, renderReference));

/** The same templates with what is known filled in. The result is still a template and wants `fillReferences` in the end. */
export const bindReferences = (properties: JsonObject, lookup: Lookup): JsonObject =>
  mapTexts(properties, (text) =>
    text.includes('${')
      ? renderTemplate(
          parseTemplate(text).map((piece) => {
            if (piece.type === 'text') return piece.text;
            return piece.type === 'reference' ? (known(lookup, piece.reference) ?? piece.reference) : piece.raw;
          }),
        )
      : text,
  );

/** A plain value as it must stand among templates, so that nothing in it is read as an expression. */
export function asTemplate(plain: JsonObject): JsonObject;
export function asTemplate(plain: Json): Json;
export function asTemplate(plain: Json): Json {
  return mapValue(plain, (text) => renderTemplate([text]));
}

/** Properties for a reader: what has no value yet says so. */
export const describeUnknown = (properties: JsonObject): JsonObject =>
  mapTexts(properties, (text) =>
    fillText(
      text,
      () => undefined,
      () => unknownText,
    ),
  );

function fillText(text: string, lookup: Lookup, otherwise: (reference: Reference) => string): string {
  if (!text.includes('${')) return text;
  return parseTemplate(text)
    .map((piece) => {
      if (piece.type === 'text') return piece.text;
      return piece.type === 'reference' ? (known(lookup, piece.reference) ?? otherwise(piece.reference)) : piece.raw;
    })
    .join('');
}

function known(lookup: Lookup, { address, attribute }: Reference): string | undefined {
  const value = lookup(address, attribute);
  if (typeof value === 'string') return value;
  return typeof value === 'number' || typeof value === 'boolean' ? String(value) : undefined;
}
