import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { JsonObject } from '@groundwork/shared';
import { kindNames, kinds } from '@groundwork/shared/kinds';
import type { KindName } from '@groundwork/shared/kinds';
import { createTestBudget } from '../../testing/sandbox-account.ts';
import { samples } from '../../testing/kind-samples.ts';
import { serve } from '../../testing/serve.ts';
import type { SeenRequest, TestServer } from '../../testing/serve.ts';
import { createGhl } from '../create-ghl.ts';
import type { Ghl } from '../create-ghl.ts';
import { getCompany, getUser } from '../people.ts';
import { wireKinds } from '../wire-kinds.ts';
import { answer } from './answers.ts';
import { declaredOperation, problemsOf } from './check-request.ts';
import { haveSpecs, loadSpecs } from './load-specs.ts';

const account = { companyId: 'C1', locationId: 'L1' };
/** One whom the server knows, and one who has left the account. */
const team = ['luis.ferrer@northlakegrowth.example', 'user:U9'];
const operationsOf = (kind: KindName) => Object.values(wireKinds[kind].operations).flat();
const operations = [...new Set([...kindNames.flatMap(operationsOf), getUser, getCompany])];

let server: TestServer;
let ghl: Ghl;
beforeAll(async () => {
  server = await serve(answer);
  const accessToken = () => Promise.resolve({ accessToken: 'x', scopes: [], expiresAt: new Date() });
  ghl = createGhl({ baseUrl: server.url, tokens: { accessToken }, budget: createTestBudget(), userAgent: 'test' });
});
afterAll(async () => {
  await ghl.stop();
  await server.close();
});

/** What the adapter sends while something is done with it. */
async function sentBy(work: () => Promise<unknown>): Promise<SeenRequest[]> {
  const before = server.seen.length;
  await work();
  return server.seen.slice(before);
}

/** Every call that the kind makes, with all a blueprint can say and with as little as it may. */
async function everyCall(kindName: KindName): Promise<void> {
  const kind = kinds[kindName];
  const { written, change } = samples[kindName];
  const people = kindName === 'calendar' ? { teamMembers: team } : {};
  const needed = Object.entries(written).filter(([name]) => !kind.schema.safeParse(without(written, name)).success);
  const least = Object.fromEntries(needed);
  const [live] = await ghl.list(kindName, account);
  if (!live) throw new Error(`The server answers no ${kindName}.`);
  await ghl.get(kindName, account, live.id);
  for (const properties of [{ ...written, ...people }, least, { ...least, ...change }]) {
    const attributes = kind.normalise(properties);
    await ghl.create(kindName, account, attributes);
    await ghl.update(kindName, account, live, attributes);
  }
  await ghl.remove(kindName, account, live.id);
}

const without = (written: JsonObject, name: string): JsonObject =>
  Object.fromEntries(Object.entries(written).filter(([other]) => other !== name));

// Without GHL's files the tests are skipped, and reported so.
describe.skipIf(!haveSpecs)("GHL's OpenAPI files allow every request", () => {
  const specs = haveSpecs ? loadSpecs() : { find: () => [] };
  const problemsIn = (requests: SeenRequest[]) =>
    requests.flatMap((request) => problemsOf(specs, declaredOperation(operations, request), request));

  it.each(kindNames)('of a %s: path, version, scope, query and body', async (kindName) => {
    const requests = await sentBy(() => everyCall(kindName));
    expect(problemsIn(requests)).toEqual([]);
    const sent = new Set(requests.map((request) => declaredOperation(operations, request)));
    expect(operationsOf(kindName).filter((operation) => !sent.has(operation))).toEqual([]);
  });

  it('of people and companies', async () => {
    const requests = await sentBy(async () => {
      await ghl.users(account);
      await ghl.user('C1', 'Zx81');
      await ghl.company('C1');
    });
    expect(requests).toHaveLength(3);
    expect(problemsIn(requests)).toEqual([]);
  });

  it('and would not allow what they do not name', async () => {
    const [request] = await sentBy(() => ghl.create('tag', account, { name: 'vip' }));
    const declared = operations.find(({ name }) => name === 'tag.create');
    if (!request || !declared) throw new Error('No tag was created.');
    const problemsWith = (change: Partial<SeenRequest>, operation = declared) =>
      problemsOf(specs, operation, { ...request, ...change }).join();
    expect(problemsWith({})).toBe('');
    expect(problemsWith({ body: '{"name":"vip","locationId":"L1"}' })).toContain('"locationId"');
    expect(problemsWith({ body: '{}' })).toContain('name');
    expect(problemsWith({ body: '{"name":1}' })).toContain('must be string');
    expect(problemsWith({ body: '' })).toContain('the body is missing');
    expect(problemsWith({ path: `${request.path}?model=all` })).toContain('query model is unknown');
    expect(problemsWith({ path: '/locations/L1/Tags' })).toContain('GHL has no such operation');
    expect(problemsWith({ headers: { ...request.headers, version: 'v3' } })).toContain('version v3');
    expect(problemsWith({}, { ...declared, scope: 'locations/tags.readonly' })).toContain('scope');
  });
});
