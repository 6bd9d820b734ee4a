import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { Ajv, type ValidateFunction } from 'ajv';
import { z } from 'zod';
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

export interface Specs {
  find(method: string, path: string): SpecOperation | undefined;
  answer(method: string, path: string, status: number): ValidateFunction;
  /** `[properties, required ones]` of a request body. */
  bodyOf(method: string, path: string): [string[], string[]];
}

export function loadSpecs(): Specs {
  const ajv = new Ajv({ strict: false, allErrors: true, validateFormats: false });
  const files = ['oauth', 'locations', 'users', 'companies'].map((name) => ({ name, spec: read(`${name}.json`) }));
  for (const { name, spec } of files) ajv.addSchema(spec, `https://ghl.invalid/apps/${name}.json`);
  ajv.addSchema(read('common/common-schemas.json'), 'https://ghl.invalid/common/common-schemas.json');

  const locate = (method: string, path: string) => {
    for (const { name, spec } of files) {
      const found = operationSchema.safeParse(at(spec, ['paths', path, method.toLowerCase()]));
      if (found.success) return { name, spec, operation: found.data };
    }
    return undefined;
  };

  return {
    find: (method, path) => locate(method, path)?.operation,
    answer(method, path, status) {
      const pointer = [
        'paths',
        path,
        method.toLowerCase(),
        'responses',
        String(status),
        'content',
        'application/json',
        'schema',
      ];
      const file = locate(method, path)?.name ?? 'none';
      return ajv.compile({ $ref: `https://ghl.invalid/apps/${file}.json#/${pointer.map(escapePointer).join('/')}` });
    },
    bodyOf(method, path) {
      const found = locate(method, path);
      const content = Object.values(found?.operation.requestBody?.content ?? {})[0];
      const reference = at(content, ['schema', '$ref']);
      const steps = typeof reference === 'string' ? reference.replace('#/', '').split('/') : ['none'];
      const schema = at(found?.spec, steps);
      return [Object.keys(Object(at(schema, ['properties']))), strings(at(schema, ['required']))];
    },
  };
}

function read(file: string): object {
  const spec: unknown = JSON.parse(readFileSync(join(specFolder, file), 'utf8'));
  const schemas = Object.entries(Object(at(spec, ['components', 'schemas']))) as [string, Node][];
  for (const [name, schema] of schemas)
    for (const entry of overlay)
      if (entry.schema === name) schema.properties = { ...schema.properties, ...entry.properties };
  close(spec);
  return Object(spec) as object;
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
