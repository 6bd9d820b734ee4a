import { allowedValues, alternatives, type SchemaNode } from './schema-at.ts';

/**
 * CodeMirror's snippet of a mapping's required keys, a line each: `\t` is one step of indentation, `#{…}` a place to fill in.
 * Null where nothing is required.
 */
export function requiredKeys(schema: SchemaNode, depth: number): string | null {
  const form = alternatives(schema).find(({ properties }) => properties);
  if (!form?.required?.length) return null;
  return form.required
    .map((key) => `${'\t'.repeat(depth)}${key}: ${valueOf(form.properties?.[key] ?? {}, key, depth)}`)
    .join('\n');
}

/** A new entry of a mapping whose keys are free, as every resource of a kind is. */
export const newEntry = (schema: SchemaNode, name: string, depth: number): string =>
  `${'\t'.repeat(depth)}#{${name}}:\n${requiredKeys(schema, depth + 1) ?? `${'\t'.repeat(depth + 1)}#{}`}`;

function valueOf(schema: SchemaNode, key: string, depth: number): string {
  const [first] = allowedValues(schema);
  if (first !== undefined) return `#{${first}}`;
  const form = alternatives(schema)[0] ?? {};
  if (form.type === 'array') {
    const item = form.items ? requiredKeys(form.items, 0) : null;
    const dash = `\n${'\t'.repeat(depth + 1)}- `;
    return dash + (item?.split('\n').join(`\n${'\t'.repeat(depth + 2)}`) ?? '#{}');
  }
  if (form.properties) return `\n${requiredKeys(form, depth + 1) ?? `${'\t'.repeat(depth + 1)}#{}`}`;
  return form.type === 'string' ? `#{${placeholder(key)}}` : '#{}';
}

const placeholder = (key: string) => (key === 'name' ? 'Name' : '');
