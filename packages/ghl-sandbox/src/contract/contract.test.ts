import { describe, expect, it } from 'vitest';
import { z } from 'zod';
import { fixtures } from '../index.ts';
import type { Operation } from '../gate/operation.ts';
import { operations } from '../operations.ts';
import { caller, codeFor, installApp, mint, openSandbox, token, type Reply } from '../testing/open-sandbox.ts';
import { haveSpecs, loadSpecs, type Specs } from './load-specs.ts';
import { inEveryAnswer, scopesNotInSpec } from './overlay.ts';

const { agency, locations, users } = fixtures;
const specPath = ({ path }: Operation): string => path.replaceAll(/:(\w+)/g, '{$1}');
const named = operations.map((operation) => [`${operation.method} ${specPath(operation)}`, operation] as const);

// Without GHL's files the tests are skipped, and reported so.
describe.skipIf(!haveSpecs)("GHL's OpenAPI files know", () => {
  const specs = haveSpecs ? loadSpecs() : undefined;
  const specOf = (operation: Operation) => specs?.find(operation.method, specPath(operation));

  it.each(named)('%s with its version, scope and success code', (_, operation) => {
    const spec = specOf(operation);
    const version = spec?.parameters.find(({ name }) => name === 'Version');
    expect(version?.schema?.enum).toContain(operation.version);
    expect(Object.keys(spec?.responses ?? {})).toContain(String(operation.status ?? 200));
    const scopes = spec?.security.flatMap((entry) => Object.values(entry).flat()) ?? [];
    const isUnnamed =
      scopes.length === 0 && scopesNotInSpec.some((kind) => operation.scope.startsWith(`locations/${kind}.`));
    expect(isUnnamed || scopes.includes(operation.scope)).toBe(true);
  });

  it.each(named)('%s with its query and body', (_, operation) => {
    const query = specOf(operation)?.parameters.filter((parameter) => parameter.in === 'query') ?? [];
    const [properties = [], required = []] = specs?.bodyOf(operation.method, specPath(operation)) ?? [];
    expect(shapeOf(operation.query)).toEqual({
      properties: query.map(({ name }) => name).toSorted(),
      required: query
        .filter((parameter) => parameter.required)
        .map(({ name }) => name)
        .toSorted(),
    });
    expect(shapeOf(operation.body)).toEqual({ properties: properties.toSorted(), required: required.toSorted() });
  });
});

describe.skipIf(!haveSpecs)('every answer is one that the OpenAPI files allow', () => {
  it('of the token endpoints', async () => {
    const { check, problems, sandbox, company } = await open();
    check(
      'POST',
      '/oauth/token',
      await token(sandbox, { grant_type: 'authorization_code', code: await codeFor(sandbox) }),
    );
    const own = { grant_type: 'authorization_code', code: await codeFor(sandbox, { as: users.gymOwner.id }) };
    check('POST', '/oauth/token', await token(sandbox, own));
    check('POST', '/oauth/token', await token(sandbox, own), 400);
    check('POST', '/oauth/token', await token(sandbox, { ...own, client_secret: 'x' }), 401);
    check('POST', '/oauth/token', await token(sandbox, {}), 422);
    check('POST', '/oauth/locationToken', await mint(sandbox, company, locations.gym.id));
    check('POST', '/oauth/locationToken', await mint(sandbox, company, 'nowhere'), 400);
    expect(problems).toEqual([]);
  });

  it('of the reads of an agency', async () => {
    const { check, problems, asCompany } = await open();
    const reads: [string, string][] = [
      ['/oauth/installedLocations', `?companyId=${agency.id}&appId=x`],
      ['/locations/search', ''],
      ['/users/search', `?companyId=${agency.id}`],
    ];
    for (const [path, query] of reads) check('GET', path, await asCompany('GET', path + query));
    check('GET', '/locations/{locationId}', await asCompany('GET', `/locations/${locations.gym.id}`));
    check('GET', '/users/{userId}', await asCompany('GET', `/users/${users.agencyAdmin.id}`));
    check('GET', '/users/{userId}', await asCompany('GET', '/users/nobody'), 401);
    check('GET', '/companies/{companyId}', await asCompany('GET', `/companies/${agency.id}`));
    check('GET', '/locations/search', await asCompany('GET', '/locations/search?x=1'), 422);
    expect(problems).toEqual([]);
  });

  it.each([
    { kind: 'tags', id: 'tagId', created: 200, body: { name: 'x' } },
    { kind: 'customValues', id: 'id', created: 201, body: { name: 'x', value: 'y' } },
    {
      kind: 'customFields',
      id: 'id',
      created: 201,
      body: { name: 'x', dataType: 'RADIO', options: ['a'], position: 3 },
    },
    { kind: 'customFields', id: 'id', created: 201, body: { name: 'x', dataType: 'FILE_UPLOAD', maxNumberOfFiles: 2 } },
  ])('of $kind ($body)', async ({ kind, id, created, body }) => {
    const { check, problems, call } = await open();
    const list = `/locations/{locationId}/${kind}`;
    const one = `${list}/{${id}}`;
    const url = `/locations/${locations.gym.id}/${kind}`;
    check('GET', list, await call('GET', url));
    const creation = await call('POST', url, body);
    check('POST', list, creation, created);
    check('POST', list, await call('POST', url, body), 400);
    check('POST', list, await call('POST', url, {}), 422);
    const { id: itsId = '' } = Object.values(creation.json)[0] as { id?: string };
    check('GET', one, await call('GET', `${url}/${itsId}`));
    const { dataType: _, ...changes } = { dataType: '', ...body, name: 'z' };
    check('PUT', one, await call('PUT', `${url}/${itsId}`, changes));
    check('DELETE', one, await call('DELETE', `${url}/${itsId}`));
    expect(problems).toEqual([]);
  });
});

async function open() {
  const sandbox = await openSandbox();
  const { access_token: company } = await installApp(sandbox);
  const location = String((await mint(sandbox, company, locations.gym.id)).json['access_token']);
  const specs = loadSpecs();
  const problems: string[] = [];
  return {
    sandbox,
    company,
    call: caller(sandbox, location),
    asCompany: caller(sandbox, company),
    problems,
    check: (method: string, path: string, reply: Reply, expected = 200) =>
      problems.push(...problemsOf(specs, { method, path, expected }, reply)),
  };
}

function problemsOf(
  specs: Specs,
  { method, path, expected }: { method: string; path: string; expected: number },
  { status, json }: Reply,
): string[] {
  if (status !== expected) return [`${method} ${path} answered ${status}: ${JSON.stringify(json)}`];
  const body = Object.fromEntries(Object.entries(json).filter(([name]) => !inEveryAnswer.includes(name)));
  const validate = specs.answer(method, path, status);
  validate(body);
  return (validate.errors ?? []).map(
    ({ instancePath, message, params }) =>
      `${method} ${path} ${status}${instancePath} ${message} ${JSON.stringify(params)}`,
  );
}

function shapeOf(schema: z.ZodType): { properties: string[]; required: string[] } {
  const { properties = {}, required = [] } = z.toJSONSchema(schema, { io: 'input', unrepresentable: 'any' });
  return { properties: Object.keys(properties).toSorted(), required: required.toSorted() };
}
