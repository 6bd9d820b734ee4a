import type { SeenRequest } from '../../testing/serve.ts';
import type { Operation } from '../operation.ts';
import { countParameters, isPath } from './load-specs.ts';
import type { SpecOperation, Specs } from './load-specs.ts';
import { scopesNotInFiles } from './overlay.ts';

/** The operation of the adapter that a request came from. */
export function declaredOperation(operations: readonly Operation[], request: SeenRequest): Operation | undefined {
  const { pathname } = urlOf(request);
  return operations
    .filter(({ method, path }) => method === request.method && isPath(path, pathname))
    .toSorted((one, other) => countParameters(one.path) - countParameters(other.path))[0];
}

/** What GHL's files say against a request that was sent: nothing, if all is well. */
export function problemsOf(specs: Specs, operation: Operation | undefined, request: SeenRequest): string[] {
  const { pathname } = urlOf(request);
  const what = `${request.method} ${pathname}`;
  if (!operation) return [`${what}: no operation of the adapter declares it`];
  const spec = specs.find(request.method, pathname)[0];
  if (!spec) return [`${what}: GHL has no such operation`];
  const problems = [
    ...versionProblems(spec, request, operation),
    ...scopeProblems(spec, operation),
    ...queryProblems(spec, request),
    ...bodyProblems(spec, request),
  ];
  return problems.map((problem) => `${what}: ${problem}`);
}

function versionProblems({ versions }: SpecOperation, { headers }: SeenRequest, { version }: Operation): string[] {
  const sent = String(headers['version']);
  if (sent !== version) return [`version ${sent} is sent and ${version} declared`];
  return versions.includes(sent) ? [] : [`version ${sent} is not one of ${versions.join(', ')}`];
}

function scopeProblems({ scopes }: SpecOperation, { scope }: Operation): string[] {
  if (scopes.length === 0)
    return scopesNotInFiles.some((known) => scope.startsWith(known)) ? [] : [`no source for scope ${scope}`];
  return scopes.includes(scope) ? [] : [`scope ${scope} is not one of ${scopes.join(', ')}`];
}

function queryProblems({ query }: SpecOperation, request: SeenRequest): string[] {
  const sent = [...urlOf(request).searchParams];
  const twice = sent.filter(([name], index) => sent.findIndex(([other]) => other === name) !== index);
  const missing = query.filter(({ name, required }) => required && !sent.some(([other]) => other === name));
  return [
    ...twice.map(([name]) => `query ${name} is sent twice`),
    ...missing.map(({ name }) => `query ${name} is missing`),
    ...sent.flatMap(([name, value]) => {
      const schema = query.find((parameter) => parameter.name === name)?.schema;
      if (!schema) return [`query ${name} is unknown`];
      const fits = fitsType(value, schema.type) && (schema.enum?.includes(value) ?? true);
      return fits ? [] : [`query ${name}=${value} is no ${schema.type}`];
    }),
  ];
}

function fitsType(value: string, type: string | undefined): boolean {
  if (type === 'number') return value !== '' && Number.isFinite(Number(value));
  return type !== 'boolean' || value === 'true' || value === 'false';
}

function bodyProblems({ body: validate }: SpecOperation, { body, headers }: SeenRequest): string[] {
  if (body === '') return validate ? ['the body is missing'] : [];
  if (!validate) return ['a body is sent and GHL takes none'];
  if (headers['content-type'] !== 'application/json') return ['the body is not called JSON'];
  validate(JSON.parse(body));
  return (validate.errors ?? []).map(
    ({ instancePath, message, params }) => `body${instancePath} ${message} ${JSON.stringify(params)}`,
  );
}

const urlOf = ({ path }: SeenRequest): URL => new URL(path, 'http://ghl.invalid');
