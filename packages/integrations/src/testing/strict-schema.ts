/**
 * Why OpenAI would not take a schema as strict, or null. Beyond these rules nothing is sure to be taken.
 * https://developers.openai.com/api/docs/guides/structured-outputs#supported-schemas
 */
export function strictSchemaFault(schema: unknown): string | null {
  if (!isRecord(schema) || schema.type !== 'object') return 'the root has to be an object';
  const { faults, propertyCount, enumCount, characters } = walk(schema);
  const tooMuch = [
    propertyCount > 5_000 && `${propertyCount} properties exceed 5000`,
    enumCount > 1_000 && `${enumCount} enum values exceed 1000`,
    characters > 120_000 && `${characters} characters of names and values exceed 120000`,
    depthOf(schema, schema) > 10 && 'more than 10 levels of nesting',
  ].filter((fault) => fault !== false);
  return faults[0] ?? tooMuch[0] ?? null;
}

type JsonRecord = Record<string, unknown>;

const notes = ['description', 'title', '$defs'];
const keywords: Record<string, readonly string[]> = {
  object: ['properties', 'required', 'additionalProperties'],
  array: ['items', 'minItems', 'maxItems'],
  string: ['pattern', 'format'],
  number: ['multipleOf', 'maximum', 'exclusiveMaximum', 'minimum', 'exclusiveMinimum'],
  integer: ['multipleOf', 'maximum', 'exclusiveMaximum', 'minimum', 'exclusiveMinimum'],
  boolean: [],
  null: [],
};
const formats = ['date-time', 'time', 'date', 'duration', 'email', 'hostname', 'ipv4', 'ipv6', 'uuid'];

function walk(root: JsonRecord) {
  const seen = { faults: [] as string[], propertyCount: 0, enumCount: 0, characters: 0 };
  const visit = (node: unknown, at: string): void => {
    if (!isRecord(node)) return void seen.faults.push(`${at}: not a schema`);
    const fault = faultOf(node, root);
    if (fault) seen.faults.push(`${at}: ${fault}`);
    for (const [name, child] of Object.entries({ ...recordOf(node.properties), ...recordOf(node.$defs) })) {
      seen.characters += name.length;
      visit(child, `${at}.${name}`);
    }
    seen.propertyCount += Object.keys(recordOf(node.properties)).length;
    const values = [...listOf(node.enum), ...('const' in node ? [node.const] : [])];
    seen.enumCount += listOf(node.enum).length;
    seen.characters += values.reduce<number>((sum, value) => sum + String(value).length, 0);
    if (node.items !== undefined) visit(node.items, `${at}[]`);
    listOf(node.anyOf).forEach((child, index) => visit(child, `${at}|${index}`));
  };
  visit(root, '$');
  return seen;
}

function faultOf(node: JsonRecord, root: JsonRecord): string | null {
  if ('$ref' in node) {
    if (Object.keys(node).length > 1) return '$ref cannot have keywords beside it';
    return resolve(node.$ref, root) ? null : `${String(node.$ref)} is not defined`;
  }
  const types = Array.isArray(node.type) ? node.type : [node.type];
  const known = types.flatMap((type) => keywords[String(type)] ?? []);
  const extra = Object.keys(node).find((key) => ![...notes, ...known, 'type', 'enum', 'const', 'anyOf'].includes(key));
  if (extra) return `'${extra}' is not permitted`;
  if (node.format !== undefined && !formats.some((format) => format === node.format))
    return "this 'format' is not permitted";
  if (node.type === undefined && !('anyOf' in node || 'enum' in node || 'const' in node)) return "a 'type' is missing";
  if (types.includes('array') && !('items' in node)) return "'items' is missing";
  if (!types.includes('object')) return null;
  if (node.additionalProperties !== false) return "'additionalProperties' is required to be false";
  const missing = Object.keys(recordOf(node.properties)).find((name) => !listOf(node.required).includes(name));
  return missing ? `'required' is required to include every property: ${missing}` : null;
}

/** Objects within objects; a definition that leads back to itself is counted once. */
function depthOf(node: unknown, root: JsonRecord, path: readonly unknown[] = []): number {
  if (!isRecord(node) || path.includes(node)) return 0;
  const trail = [...path, node];
  const own = 'properties' in node ? 1 : 0;
  const children = [
    ...Object.values(recordOf(node.properties)),
    ...listOf(node.anyOf),
    node.items,
    '$ref' in node ? resolve(node.$ref, root) : null,
  ];
  return own + Math.max(0, ...children.map((child) => depthOf(child, root, trail)));
}

function resolve(ref: unknown, root: JsonRecord): unknown {
  if (ref === '#') return root;
  const name = /^#\/\$defs\/([^/]+)$/.exec(String(ref))?.[1];
  return name === undefined ? undefined : recordOf(root.$defs)[name];
}

const isRecord = (value: unknown): value is JsonRecord =>
  typeof value === 'object' && value !== null && !Array.isArray(value);
const recordOf = (value: unknown): JsonRecord => (isRecord(value) ? value : {});
const listOf = (value: unknown): readonly unknown[] => (Array.isArray(value) ? value : []);
