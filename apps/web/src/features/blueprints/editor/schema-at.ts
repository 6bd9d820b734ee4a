import type { Path } from './outline.ts';

/** As much of JSON Schema as a blueprint's uses. */
export interface SchemaNode {
  title?: string;
  description?: string;
  type?: string | readonly string[];
  enum?: readonly unknown[];
  const?: unknown;
  default?: unknown;
  pattern?: string;
  properties?: Readonly<Record<string, SchemaNode>>;
  additionalProperties?: SchemaNode | boolean;
  propertyNames?: SchemaNode;
  items?: SchemaNode;
  required?: readonly string[];
  anyOf?: readonly SchemaNode[];
  oneOf?: readonly SchemaNode[];
}

/** What may stand at the path: more than one where the schema knows alternatives. */
export function schemasAt(schema: SchemaNode, path: Path): SchemaNode[] {
  let found = [schema];
  for (const step of path) found = found.flatMap(alternatives).flatMap((node) => below(node, step));
  return found;
}

/** Without its `anyOf`: each form it may take. */
export const alternatives = (node: SchemaNode): SchemaNode[] => {
  const choices = node.anyOf ?? node.oneOf;
  return choices ? choices.flatMap(alternatives) : [node];
};

/** The values it can only have; none where it is free. */
export function allowedValues(node: SchemaNode): string[] {
  const values = alternatives(node).flatMap((form) => {
    if (form.enum) return form.enum;
    if (form.const !== undefined) return [form.const];
    return form.type === 'boolean' ? [true, false] : [];
  });
  return [...new Set(values.map(String))];
}

/** `text`, `number`, `one of 15`, `list of text`; what an expression may replace is not told apart. */
export function typeWords(node: SchemaNode): string {
  const words = alternatives(node)
    .filter(({ pattern }) => !pattern?.includes('\\{'))
    .map((form) =>
      form.enum ? (form.enum.length > 4 ? `one of ${form.enum.length}` : form.enum.join(' | ')) : nameOf(form),
    );
  return [...new Set(words)].join(' or ');
}

function nameOf({ type, items, const: only }: SchemaNode): string {
  if (only !== undefined) return JSON.stringify(only);
  if (type === 'array') return items ? `list of ${typeWords(items)}` : 'list';
  return [type ?? 'any']
    .flat()
    .map((name) => names[name] ?? name)
    .join(' or ');
}

const names: Record<string, string> = { string: 'text', object: 'mapping', integer: 'whole number' };

function below(node: SchemaNode, step: string | number): SchemaNode[] {
  if (node.items && /^\d+$/.test(String(step))) return [node.items];
  const own = node.properties?.[step];
  if (own) return [own];
  return typeof node.additionalProperties === 'object' ? [node.additionalProperties] : [];
}
