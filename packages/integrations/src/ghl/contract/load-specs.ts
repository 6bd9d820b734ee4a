import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { Ajv } from 'ajv';
import type { ValidateFunction } from 'ajv';
import { z } from 'zod';
import { addedOperations, addedProperties } from './overlay.ts';

/** GHL's own files, beside the repository where someone put them there. */
const specFolder = join(import.meta.dirname, '../../../../../../shared/ghl/openapi');
export const haveSpecs = existsSync(join(specFolder, 'locations.json'));

const files = ['locations', 'calendars', 'opportunities', 'products', 'links', 'users', 'companies'];
const commonFile = 'common/common-schemas.json';

const parameterSchema = z.looseObject({
  in: z.string(),
  name: z.string(),
  required: z.boolean().default(false),
  schema: z.looseObject({ type: z.string().optional(), enum: z.array(z.string()).optional() }).default({}),
});

const operationSchema = z.looseObject({
  security: z.array(z.record(z.string(), z.array(z.string()))).default([]),
  parameters: z.array(parameterSchema).default([]),
  requestBody: z.object({ content: z.record(z.string(), z.unknown()) }).optional(),
});

export interface SpecOperation {
  /** With its `{parameter}` parts. */
  path: string;
  versions: readonly string[];
  scopes: readonly string[];
  query: readonly z.infer<typeof parameterSchema>[];
  /** Absent where the operation takes no body. */
  body: ValidateFunction | undefined;
}

export interface Specs {
  /** The operations of GHL that a request could be, the most literal path first. */
  find(method: string, pathname: string): SpecOperation[];
}

export function loadSpecs(): Specs {
  const ajv = new Ajv({ strict: false, allErrors: true, validateFormats: false });
  const documents = [
    ...files.map((name) => ({ name: `${name}.json`, document: read(`${name}.json`) })),
    { name: 'overlay.json', document: close(addedOperations) },
  ];
  ajv.addSchema(read(commonFile), `${origin}${commonFile}`);
  for (const { name, document } of documents) ajv.addSchema(document, `${origin}apps/${name}`);

  const all = documents.flatMap(({ name, document }) =>
    documentSchema.parse(document).flatMap(({ method, path, operation }) => {
      const { requestBody, parameters, security } = operation;
      const schema = ['paths', path, method, 'requestBody', 'content', 'application/json', 'schema'];
      const pointer = schema.map((part) => encodeURIComponent(part.replaceAll('~', '~0').replaceAll('/', '~1')));
      return {
        method: method.toUpperCase(),
        path,
        versions: parameters.find((parameter) => parameter.name === 'Version')?.schema.enum ?? [],
        scopes: security.flatMap((entry) => Object.values(entry).flat()),
        query: parameters.filter((parameter) => parameter.in === 'query'),
        body: requestBody?.content['application/json']
          ? ajv.compile({ $ref: `${origin}apps/${name}#/${pointer.join('/')}` })
          : undefined,
      };
    }),
  );
  return {
    find: (method, pathname) =>
      all
        .filter((operation) => operation.method === method && isPath(operation.path, pathname))
        .toSorted((one, other) => countParameters(one.path) - countParameters(other.path)),
  };
}

/** Where the files' references to each other lead; nothing is fetched. */
const origin = 'https://ghl.invalid/';

const documentSchema = z
  .looseObject({ paths: z.record(z.string(), z.record(z.string(), operationSchema)) })
  .transform(({ paths }) =>
    Object.entries(paths).flatMap(([path, methods]) =>
      Object.entries(methods).map(([method, operation]) => ({ method, path, operation })),
    ),
  );

export const isPath = (template: string, pathname: string): boolean =>
  new RegExp(`^${template.replaceAll(/\{\w+\}/g, '[^/]+')}$`).test(pathname);

export const countParameters = (template: string): number => template.split('{').length;

interface Node {
  properties?: Record<string, object>;
  additionalProperties?: unknown;
}

function read(file: string): object {
  const document = JSON.parse(readFileSync(join(specFolder, file), 'utf8')) as {
    components?: { schemas?: Record<string, Node> };
  };
  for (const { schema, properties } of addedProperties) {
    const node = document.components?.schemas?.[schema];
    if (node) node.properties = { ...node.properties, ...properties };
  }
  return close(document);
}

/** What a file does not name may not be sent: GHL refuses it. */
function close<T>(node: T): T {
  if (typeof node !== 'object' || node === null) return node;
  const object: Node = node;
  if (typeof object.properties === 'object' && 'type' in object) object.additionalProperties ??= false;
  for (const child of Object.values(node)) close(child);
  return node;
}
