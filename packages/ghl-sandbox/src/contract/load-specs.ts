import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { Ajv, type ValidateFunction } from 'ajv';
import { z } from 'zod';
import { addedOperations, type AddedOperation } from './added-operations.ts';
import { overlay } from './overlay.ts';

/** GHL's own files, beside the repository where someone put them there. */
export const specFolder = join(import.meta.dirname, '../../../../../shared/ghl/openapi');
export const haveSpecs = existsSync(join(specFolder, 'locations.json'));

const operationSchema = z.looseObject({
  security: z.array(z.record(z.string(), z.array(z.string()))).default([]),
  parameters: z
    .array(
      z.looseObject({
        in: z.string(),
        name: z.string(),
        required: z.boolean().default(false),
        schema: z.looseObject({ enum: z.array(z.string()).optional() }).optional(),
      }),
    )
    .default([]),
  requestBody: z.object({ content: z.record(z.string(), z.unknown()) }).optional(),
  responses: z.record(z.string(), z.unknown()),
});

export type SpecOperation = z.infer<typeof operationSchema>;

/** `path` as the specs write it; `version` decides between the files of v3 and the older ones. */
export interface SpecCall {
  method: string;
  path: string;
  version?: string;
}

export interface Specs {
  find(call: SpecCall): SpecOperation | undefined;
  answer(call: SpecCall, status: number): ValidateFunction;
  /** `[properties, required ones]` of a request body. */
  bodyOf(call: SpecCall): [string[], string[]];
}

export function loadSpecs(): Specs {
  const ajv = new Ajv({ strict: false, allErrors: true, validateFormats: false });
  const files = names.map((name) => ({ name, spec: read(`${name}.json`) }));
  for (const { name, spec } of files) ajv.addSchema(spec, `https://ghl.invalid/apps/${name}.json`);
  for (const folder of ['', 'apps/'])
    ajv.addSchema(read('common/common-schemas.json'), `https://ghl.invalid/${folder}common/common-schemas.json`);

  const locate = ({ method, path, version = '' }: SpecCall) => {
    for (const { name, spec } of files.filter(({ name: file }) => file.startsWith('v3/') === (version === 'v3'))) {
      const found = operationSchema.safeParse(at(spec, ['paths', path, method.toLowerCase()]));
      if (found.success) return { name, spec, operation: found.data };
    }
    return undefined;
  };

  return {
    find: (call) => locate(call)?.operation,
    answer(call, status) {
      const { method, path } = call;
      const pointer = ['paths', path, method.toLowerCase(), 'responses', String(status), ...jsonContent];
      const file = locate(call)?.name ?? 'none';
      return ajv.compile({ $ref: `https://ghl.invalid/apps/${file}.json#/${pointer.map(escapePointer).join('/')}` });
    },
    bodyOf(call) {
      const found = locate(call);
      const content = Object.values(found?.operation.requestBody?.content ?? {})[0];
      const reference = at(content, ['schema', '$ref']);
      const steps = typeof reference === 'string' ? reference.replace('#/', '').split('/') : ['none'];
      const schema = at(found?.spec, steps);
      return [Object.keys(Object(at(schema, ['properties']))), strings(at(schema, ['required']))];
    },
  };
}

const names = [
  'oauth',
  'locations',
  'users',
  'companies',
  'calendars',
  'opportunities',
  'products',
  'links',
  'v3/opportunities-v3',
];

const jsonContent = ['content', 'application/json', 'schema'];

function read(file: string): object {
  const spec: unknown = JSON.parse(readFileSync(join(specFolder, file), 'utf8'));
  for (const added of addedOperations.filter((entry) => `${entry.file}.json` === file)) lay(spec, added);
  const schemas = Object.entries(Object(at(spec, ['components', 'schemas']))) as [string, Node][];
  for (const [name, schema] of schemas)
    for (const entry of overlay)
      if (entry.schema === name) schema.properties = { ...schema.properties, ...entry.properties };
  close(spec);
  return Object(spec) as object;
}

function lay(spec: unknown, { method, path, operation, schemas }: AddedOperation): void {
  const paths = Object(at(spec, ['paths'])) as Record<string, Record<string, unknown>>;
  paths[path] = { ...paths[path], [method]: operation };
  Object.assign(Object(at(spec, ['components', 'schemas'])), schemas);
}

interface Node {
  properties?: Record<string, object>;
  additionalProperties?: unknown;
}

/** What a spec does not name may not be there: else any answer would do. */
function close(node: unknown): void {
  if (typeof node !== 'object' || node === null) return;
  const object = node as Node;
  if (typeof object.properties === 'object' && 'type' in object) object.additionalProperties ??= false;
  for (const child of Object.values(node)) close(child);
}

const at = (node: unknown, path: string[]): unknown =>
  path.reduce<unknown>(
    (inner, key) => (typeof inner === 'object' && inner ? Reflect.get(inner, key) : undefined),
    node,
  );

const strings = (value: unknown): string[] => (Array.isArray(value) ? value.map(String) : []);

const escapePointer = (part: string): string => encodeURIComponent(part.replaceAll('~', '~0').replaceAll('/', '~1'));
