import { type Document, isMap, isScalar, parseDocument, type Scalar, visit } from 'yaml';
import { mapTexts } from '../blueprint/map-texts.ts';
import { parseTemplate } from '../blueprint/template.ts';
import { isJsonObject, type Json, type JsonObject, sameJson } from '../json.ts';

interface Renaming {
  from: string;
  to: string;
}

/** A blueprint's text with a variable under another name. Of YAML only the names change; JSON has one form. */
export function renameText(source: string, format: 'yaml' | 'json', renaming: Renaming): string {
  const document = parseDocument(source);
  const root = document.toJS() as JsonObject;
  const renamed = renamedValue(root, renaming);
  if (format === 'json') return `${JSON.stringify(renamed, null, /\n(\s+)"/.exec(source)?.[1] ?? '  ')}\n`;
  const spliced = placesOf(document, renaming)
    .toSorted((a, b) => b.start - a.start)
    .reduce(
      (text, place) =>
        text.slice(0, place.start) + place.change(text.slice(place.start, place.end)) + text.slice(place.end),
      source,
    );
  if (reads(spliced, renamed)) return spliced;
  rewrite(document, renaming);
  return document.toString({ lineWidth: 0 });
}

function renamedValue(root: JsonObject, renaming: Renaming): JsonObject {
  const { variables = null, resources = null } = root;
  return {
    ...root,
    ...(isJsonObject(variables) && {
      variables: Object.fromEntries(
        Object.entries(variables).map(([name, one]) => [name === renaming.from ? renaming.to : name, one]),
      ),
    }),
    ...(isJsonObject(resources) && { resources: mapTexts(resources, (text) => renamedTemplate(text, renaming)) }),
  };
}

/** Other expressions, escapes and spaces stay as they are written. */
function renamedTemplate(text: string, { from, to }: Renaming): string {
  if (!text.includes('${')) return text;
  return parseTemplate(text).reduceRight((now, piece) => {
    if (piece.type !== 'variable' || piece.name !== from) return now;
    const end = piece.index + piece.raw.length;
    return now.slice(0, piece.index) + piece.raw.replace(/var\.\w+/, `var.${to}`) + now.slice(end);
  }, text);
}

interface TextPlace {
  start: number;
  end: number;
  change: (written: string) => string;
}

function placesOf(document: Document, renaming: Renaming): TextPlace[] {
  const places: TextPlace[] = [];
  const add = ({ range }: Scalar, change: TextPlace['change']) => {
    if (range) places.push({ start: range[0], end: range[1], change });
  };
  const key = declaredKey(document, renaming.from);
  if (key) add(key, (written) => written.replace(renaming.from, renaming.to));
  for (const text of textsUnderResources(document, renaming))
    add(text, (written) => renamedTemplate(written, renaming));
  return places;
}

function rewrite(document: Document, renaming: Renaming): void {
  const texts = textsUnderResources(document, renaming);
  const key = declaredKey(document, renaming.from);
  if (key) key.value = renaming.to;
  for (const text of texts) text.value = renamedTemplate(String(text.value), renaming);
}

function declaredKey(document: Document, name: string): Scalar | null {
  const variables = document.get('variables', true);
  const pair = isMap(variables) ? variables.items.find(({ key }) => isScalar(key) && key.value === name) : undefined;
  return isScalar(pair?.key) ? pair.key : null;
}

function textsUnderResources(document: Document, renaming: Renaming): Scalar[] {
  const resources = document.get('resources', true);
  const texts: Scalar[] = [];
  if (isMap(resources))
    visit(resources, {
      Scalar(place, scalar) {
        const { value } = scalar;
        if (place !== 'key' && typeof value === 'string' && renamedTemplate(value, renaming) !== value)
          texts.push(scalar);
      },
    });
  return texts;
}

function reads(text: string, as: Json): boolean {
  const document = parseDocument(text);
  return document.errors.length === 0 && sameJson(document.toJS() as Json, as);
}
