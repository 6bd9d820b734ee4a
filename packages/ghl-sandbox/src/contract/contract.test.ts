import { describe, expect, it } from 'vitest';
import { z } from 'zod';
import { fixtures } from '../index.ts';
import type { Operation } from '../gate/operation.ts';
import { operations } from '../operations.ts';
import { caller, codeFor, installApp, mint, openSandbox, token, type Reply } from '../testing/open-sandbox.ts';
import { haveSpecs, loadSpecs, type SpecCall, type Specs } from './load-specs.ts';
import { inEveryAnswer, scopesNotInSpec } from './overlay.ts';

const { agency, locations, users } = fixtures;
const specPath = ({ path }: Operation): string => path.replaceAll(/:(\w+)/g, '{$1}');
const callOf = (operation: Operation): SpecCall => ({
  method: operation.method,
  path: specPath(operation),
  version: operation.version,
});
const named = operations.map((operation) => [`${operation.method} ${specPath(operation)}`, operation] as const);

// Without GHL's files nothing here is checked, and the report says why.
const why = haveSpecs ? '' : ' (skipped: no OpenAPI files in ../shared/ghl/openapi)';
describe.skipIf(!haveSpecs)(`GHL's OpenAPI files know${why}`, () => {
  const specs = haveSpecs ? loadSpecs() : undefined;
  const specOf = (operation: Operation) => specs?.find(callOf(operation));

  it.each(named)('%s with its version, scope and success code', (_, operation) => {
    const spec = specOf(operation);
    const version = spec?.parameters.find(({ name }) => name === 'Version');
    expect(version?.schema?.enum).toContain(operation.version);
    expect(Object.keys(spec?.responses ?? {})).toContain(String(operation.status ?? 200));
    const scopes = spec?.security.flatMap((entry) => Object.values(entry).flat()) ?? [];
    const isUnnamed = scopes.length === 0 && scopesNotInSpec.some((kind) => operation.scope.startsWith(`${kind}.`));
    expect(isUnnamed || scopes.includes(operation.scope)).toBe(true);
  });

  it.each(named)('%s with its query and body', (_, operation) => {
    const query = specOf(operation)?.parameters.filter((parameter) => parameter.in === 'query') ?? [];
    const [properties = [], required = []] = specs?.bodyOf(callOf(operation)) ?? [];
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

describe.skipIf(!haveSpecs)(`every answer is one that the OpenAPI files allow${why}`, () => {
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

describe.skipIf(!haveSpecs)(`every answer about a configuration kind is one that the OpenAPI files allow${why}`, () => {
  const locationId = locations.gym.id;
  const inLocation = `?locationId=${locationId}`;
  const april = { Version: '2021-04-15' };
  const idIn = (reply: Reply, name: string) => (reply.json[name] as { id: string }).id;

  it('calendars and their groups', async () => {
    const { check, problems, call } = await open();
    const groups = '/calendars/groups';
    const group = { locationId, name: 'Group', description: '', slug: 'group' };
    const made = await call('POST', groups, group, april);
    check('POST', groups, made, 201);
    check('POST', groups, await call('POST', groups, group, april), 400);
    check('GET', groups, await call('GET', groups + inLocation, undefined, april));
    const groupId = idIn(made, 'group');
    const one = `${groups}/{groupId}`;
    const slug = { locationId, slug: 'free' };
    check('POST', `${groups}/validate-slug`, await call('POST', `${groups}/validate-slug`, slug, april));
    const renamed = { name: 'G', description: 'x', slug: 'g' };
    check('PUT', one, await call('PUT', `${groups}/${groupId}`, renamed, april));
    check('PUT', `${one}/status`, await call('PUT', `${groups}/${groupId}/status`, { isActive: false }, april));

    const body = {
      locationId,
      groupId,
      name: 'Trial',
      calendarType: 'event',
      slotDuration: 1,
      slotDurationUnit: 'hours',
      teamMembers: [{ userId: users.gymOwner.id }],
      locationConfigurations: [{ kind: 'physical', location: '1200 Foundry Rd' }],
    };
    const calendar = await call('POST', '/calendars/', body, april);
    check('POST', '/calendars/', calendar);
    check('POST', '/calendars/', await call('POST', '/calendars/', { ...body, groupId: 'none' }, april), 400);
    check('GET', '/calendars/', await call('GET', `/calendars/${inLocation}`, undefined, april));
    const url = `/calendars/${idIn(calendar, 'calendar')}`;
    check('GET', '/calendars/{calendarId}', await call('GET', url, undefined, april));
    check('PUT', '/calendars/{calendarId}', await call('PUT', url, { name: 'Trial' }, april));
    check('DELETE', '/calendars/{calendarId}', await call('DELETE', url, undefined, april));
    check('DELETE', one, await call('DELETE', `${groups}/${groupId}`, undefined, april));
    expect(problems).toEqual([]);
  });

  it('pipelines and opportunities', async () => {
    const { check, checkV3, problems, call } = await open();
    const list = '/opportunities/pipelines';
    const one = `${list}/{pipelineId}`;
    const v3 = { Version: 'v3' };
    const stages = [{ name: 'New', position: 0, color: '#64748B' }];
    const made = await call('POST', list, { name: 'Sales', locationId, stages }, v3);
    checkV3('POST', list, made, 201);
    checkV3('POST', list, await call('POST', list, { name: 'sales', locationId, stages }, v3), 400);
    checkV3('POST', list, await call('POST', list, { name: 'Other', locationId, stages: [] }, v3), 422);
    check('GET', list, await call('GET', list + inLocation));
    checkV3('GET', list, await call('GET', list + inLocation, undefined, v3));
    const url = `${list}/${idIn(made, 'pipeline')}`;
    checkV3('GET', one, await call('GET', url, undefined, v3));
    checkV3('PUT', one, await call('PUT', url, { name: 'Sales', stages }, v3), 201);
    checkV3('DELETE', one, await call('DELETE', url, undefined, v3));
    checkV3('GET', one, await call('GET', url, undefined, v3), 404);
    const search = await call('GET', `/opportunities/search?location_id=${locationId}`);
    check('GET', '/opportunities/search', search);
    const [card] = search.json['opportunities'] as { id: string }[];
    check('GET', '/opportunities/{id}', await call('GET', `/opportunities/${card?.id}`));
    expect(problems).toEqual([]);
  });

  it('products and their prices', async () => {
    const { check, problems, call } = await open();
    const one = '/products/{productId}';
    const body = { locationId, name: 'Day pass', productType: 'SERVICE', description: 'One day' };
    const made = await call('POST', '/products/', body);
    check('POST', '/products/', made, 201);
    check('POST', '/products/', await call('POST', '/products/', { ...body, color: 1 }), 422);
    check('GET', '/products/', await call('GET', `/products/${inLocation}&limit=100`));
    const url = `/products/${String(made.json['_id'])}`;
    check('GET', one, await call('GET', url + inLocation));
    check('PUT', one, await call('PUT', url, { ...body, availableInStore: true }));

    const prices = `${one}/price`;
    const recurring = { interval: 'month', intervalCount: 1 };
    const price = { locationId, name: 'Monthly', type: 'recurring', currency: 'USD', amount: 49.5, recurring };
    const priced = await call('POST', `${url}/price`, { ...price, description: 'Billed on the first' });
    check('POST', prices, priced, 201);
    check('POST', prices, await call('POST', `${url}/price`, { ...price, recurring: undefined }), 422);
    check('GET', prices, await call('GET', `${url}/price${inLocation}&limit=100`));
    const priceUrl = `${url}/price/${String(priced.json['_id'])}`;
    check('GET', `${prices}/{priceId}`, await call('GET', priceUrl + inLocation));
    check('PUT', `${prices}/{priceId}`, await call('PUT', priceUrl, { ...price, amount: 0 }));
    check('DELETE', `${prices}/{priceId}`, await call('DELETE', priceUrl + inLocation));
    check('DELETE', one, await call('DELETE', url + inLocation));
    expect(problems).toEqual([]);
  });

  it('trigger links', async () => {
    const { check, problems, call } = await open();
    const made = await call('POST', '/links/', { locationId, name: 'Book', redirectTo: 'https://gym.example' });
    check('POST', '/links/', made, 201);
    check('POST', '/links/', await call('POST', '/links/', { locationId, name: 'Book' }), 422);
    check('GET', '/links/', await call('GET', `/links/${inLocation}`));
    check('GET', '/links/search', await call('GET', `/links/search${inLocation}`, undefined, april));
    const id = idIn(made, 'link');
    check('GET', '/links/id/{linkId}', await call('GET', `/links/id/${id}${inLocation}`));
    const changed = { name: 'Book', redirectTo: '{{custom_values.link}}' };
    check('PUT', '/links/{linkId}', await call('PUT', `/links/${id}`, changed), 201);
    check('DELETE', '/links/{linkId}', await call('DELETE', `/links/${id}`), 201);
    expect(problems).toEqual([]);
  });

  it('users of a location, with its own token', async () => {
    const { check, problems, call } = await open();
    const found = await call('GET', `/users/search?companyId=${agency.id}&locationId=${locationId}`);
    check('GET', '/users/search', found);
    expect(found.json['users']).toContainEqual(expect.objectContaining({ email: users.gymOwner.email }));
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
    checkV3: (method: string, path: string, reply: Reply, expected = 200) =>
      problems.push(...problemsOf(specs, { method, path, version: 'v3', expected }, reply)),
  };
}

function problemsOf(
  specs: Specs,
  { expected, ...call }: SpecCall & { expected: number },
  { status, json }: Reply,
): string[] {
  const { method, path } = call;
  if (status !== expected) return [`${method} ${path} answered ${status}: ${JSON.stringify(json)}`];
  const body = Object.fromEntries(Object.entries(json).filter(([name]) => !inEveryAnswer.includes(name)));
  const validate = specs.answer(call, status);
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
