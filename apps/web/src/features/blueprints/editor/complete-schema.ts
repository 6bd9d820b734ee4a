import { type Completion, type CompletionResult, snippet } from '@codemirror/autocomplete';
import type { Outline, Path } from './outline.ts';
import { type Place, placeAt } from './place-at.ts';
import { allowedValues, alternatives, type SchemaNode, schemasAt, typeWords } from './schema-at.ts';
import { newEntry, requiredKeys } from './snippet-of.ts';

/** Keys and values that the schema knows for the place. */
export function completeFromSchema(
  text: string,
  outline: Outline,
  offset: number,
  schema: SchemaNode,
): CompletionResult | null {
  // JSON wants quotes and commas around all of this.
  if (text.trimStart().startsWith('{')) return null;
  const place = placeAt(text, outline, offset);
  if (!place) return null;
  const forms = schemasAt(schema, place.path).flatMap(alternatives);
  const isKeyFollowing = /^[\w$.-]*[ \t]*:/.test(text.slice(offset, offset + 100));
  const keys = place.role === 'value' ? [] : forms.flatMap((form) => keyOptions(form, place, isKeyFollowing));
  const values = place.role === 'key' ? [] : forms.flatMap(valueOptions);
  const options = [...keys, ...values].filter(
    ({ label }, index, all) => all.findIndex((same) => same.label === label) === index,
  );
  return options.length > 0 ? { from: place.from, options, validFor: /^[\w$.-]*$/ } : null;
}

function keyOptions(form: SchemaNode, place: Place, isKeyFollowing: boolean): Completion[] {
  const known = Object.entries(form.properties ?? {})
    .filter(([key]) => !place.present.includes(key))
    .map(([key, schema]): Completion => ({
      label: key,
      type: 'property',
      detail: form.required?.includes(key) ? `${typeWords(schema)}, required` : typeWords(schema),
      ...(schema.description === undefined ? {} : { info: schema.description }),
      boost: form.required?.includes(key) ? 2 : 0,
      ...(isKeyFollowing ? {} : { apply: keyWithValue(key, schema, place) }),
    }));
  const entry = typeof form.additionalProperties === 'object' ? form.additionalProperties : null;
  if (!entry || place.isFlow || isKeyFollowing || !form.propertyNames?.pattern) return known;
  return [...known, newEntryOption(entry, place.path)];
}

/** The key with what its value begins with: a new resource under a kind, the required keys under a mapping. */
function keyWithValue(key: string, schema: SchemaNode, place: Place): string | ReturnType<typeof snippet> {
  const form = alternatives(schema).find(({ properties, additionalProperties }) => properties ?? additionalProperties);
  if (!form || place.isFlow || alternatives(schema)[0] !== form) return `${key}: `;
  if (typeof form.additionalProperties === 'object')
    return snippet(`${key}:\n${newEntry(form.additionalProperties, entryName([...place.path, key]), 1)}`);
  return snippet(`${key}:\n${requiredKeys(form, 1) ?? '\t#{}'}`);
}

function newEntryOption(entry: SchemaNode, path: Path): Completion {
  const name = entryName(path);
  return {
    label: name,
    displayLabel: `New ${name.replace(/^new_/, '').replaceAll('_', ' ')}`,
    detail: 'with what it requires',
    type: 'class',
    boost: -1,
    apply: snippet(newEntry(entry, name, 0)),
  };
}

/** `new_custom_field` for `resources.customField`. */
const entryName = (path: Path): string =>
  `new_${String(path.at(-1))
    .replace(/^variables$/, 'variable')
    .replaceAll(/[A-Z]/g, (letter) => `_${letter.toLowerCase()}`)}`;

const valueOptions = (form: SchemaNode): Completion[] =>
  allowedValues(form).map((label) => ({ label, type: form.type === 'boolean' ? 'keyword' : 'enum' }));
