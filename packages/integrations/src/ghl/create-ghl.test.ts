import { createHash } from 'node:crypto';
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { fixtures } from '@groundwork/ghl-sandbox';
import type { FaultInput, Sandbox } from '@groundwork/ghl-sandbox';
import { kindNames, kinds } from '@groundwork/shared/kinds';
import type { LiveResource } from '@groundwork/shared/kinds';
import { refusingUrl, serve } from '../testing/serve.ts';
import { accounting, createTestBudget, dental, startInstalledSandbox } from '../testing/sandbox-account.ts';
import type { TestBudget, TestTokens } from '../testing/sandbox-account.ts';
import type { AccessTokens } from './ports.ts';
import { createGhl } from './create-ghl.ts';
import type { Ghl, GhlOptions } from './create-ghl.ts';

let sandbox: Sandbox;
let tokens: TestTokens;
let budget: TestBudget;
let ghl: Ghl;

beforeAll(async () => {
  ({ sandbox, tokens } = await startInstalledSandbox());
});
afterAll(() => sandbox.close());
beforeEach(async () => {
  await sandbox.control.clearStats();
  tokens.asked.length = 0;
  ghl = ghlTo({});
});
afterEach(async () => {
  await sandbox.control.clearFaults();
  await ghl.stop();
});

function ghlTo(options: Partial<GhlOptions>): Ghl {
  budget = createTestBudget();
  const retry = { maxRetries: 2, initialDelayMs: 1, maxDelayMs: 2 };
  return createGhl({ baseUrl: sandbox.url, tokens, budget, userAgent: 'groundwork-test', retry, ...options });
}

/** Starts over with other options. */
async function restart(options: Partial<GhlOptions>): Promise<void> {
  await ghl.stop();
  ghl = ghlTo(options);
}

const fault = (input: Partial<FaultInput> & Pick<FaultInput, 'mode'>) =>
  sandbox.control.addFault({ path: '/locations/**', ...input });
const stored = (kind: string, name: string) =>
  sandbox.control
    .listResources({ kind, ownerId: accounting.locationId })
    .then((rows) => rows.filter((row) => row['name'] === name));
const named = (list: LiveResource[], name: string) => list.find(({ attributes }) => attributes['name'] === name);
const sha256Hex = (text: string) => createHash('sha256').update(text).digest('hex');
/** Attributes that GHL has no default for. */
const mayLack = ['groupId', 'appointmentsPerDay', 'allowBookingAfter', 'allowBookingFor'];
const create = (name: string) => ghl.create('tag', accounting, { name });

describe('a kind', () => {
  it('tag: is listed, created, renamed and removed', async () => {
    const made = await ghl.create('tag', accounting, { name: 'Spring Offer' });
    expect(made.attributes).toEqual({ name: 'spring offer' });
    await ghl.update('tag', accounting, made, { name: 'summer offer' });
    expect(named(await ghl.list('tag', accounting), 'summer offer')?.id).toBe(made.id);
    await ghl.remove('tag', accounting, made.id);
    expect(named(await ghl.list('tag', accounting), 'summer offer')).toBeUndefined();
  });

  it('customField: fields of contacts and opportunities are listed alike', async () => {
    const models = (await ghl.list('customField', dental)).map(({ attributes }) => attributes['model']);
    expect(new Set(models)).toEqual(new Set(['contact', 'opportunity']));
  });

  it('customField: an update keeps what it does not change, and sends no immutable property', async () => {
    const desired = { name: 'Plan', model: 'contact', dataType: 'SINGLE_OPTIONS', options: ['A', 'B'] };
    const made = await ghl.create('customField', accounting, desired);
    expect(made.attributes).toMatchObject({ ...desired, fieldKey: 'contact.plan' });
    const changed = await ghl.update('customField', accounting, made, { ...desired, placeholder: 'Choose one' });
    expect(changed.attributes).toMatchObject({ ...desired, placeholder: 'Choose one', fieldKey: 'contact.plan' });
    const fewer = await ghl.update('customField', accounting, changed, { ...desired, options: ['A', 'B', 'C'] });
    expect(fewer.attributes).toMatchObject({ options: ['A', 'B', 'C'] });
    await ghl.remove('customField', accounting, made.id);
  });

  it('customValue: its key comes without braces, and an update of the value alone sends the name too', async () => {
    const made = await ghl.create('customValue', accounting, { name: 'Office Phone', value: '1' });
    expect(made.attributes).toEqual({ name: 'Office Phone', value: '1', fieldKey: 'custom_values.office_phone' });
    const changed = await ghl.update('customValue', accounting, made, { value: '2' });
    expect(changed.attributes).toMatchObject({ name: 'Office Phone', value: '2' });
    await ghl.remove('customValue', accounting, made.id);
  });

  it.each(kindNames)('%s: what a messy account holds is spelt as the pure half spells it', async (kindName) => {
    const kind = kinds[kindName];
    const list = await ghl.list(kindName, dental);
    expect(list.length).toBeGreaterThan(0);
    const always = kind.managed.filter((name) => !mayLack.includes(name));
    for (const { attributes } of list) {
      expect(Object.keys(attributes)).toEqual(expect.arrayContaining(always));
      expect(kind.normalise(attributes)).toEqual(attributes);
    }
  });

  it('says which scopes the token lacks', async () => {
    const partial = { accessToken: 'x', scopes: ['locations/tags.readonly'], expiresAt: new Date() };
    await restart({ tokens: { accessToken: () => Promise.resolve(partial) } });
    expect(await ghl.missingScopes('tag', dental)).toEqual({ read: [], write: ['locations/tags.write'] });
  });

  it('lacks no scope that another token than the one at hand has', async () => {
    const fresh = await tokens.accessToken(dental);
    const outdated = { ...fresh, accessToken: 'outdated', scopes: ['locations/tags.readonly'] };
    const asked: (string | undefined)[] = [];
    const accessToken: AccessTokens['accessToken'] = (_ref, refusedTokenHash) => {
      asked.push(refusedTokenHash);
      return Promise.resolve(refusedTokenHash === sha256Hex('outdated') ? fresh : outdated);
    };
    await restart({ tokens: { accessToken } });
    expect(await ghl.missingScopes('tag', dental)).toEqual({ read: [], write: [] });
    expect(asked).toEqual([undefined, sha256Hex('outdated')]);
  });

  it('removing what is gone already is a success', async () => {
    const made = await create('short lived');
    await ghl.remove('tag', accounting, made.id);
    await expect(ghl.remove('tag', accounting, made.id)).resolves.toBeUndefined();
  });
});

describe('people', () => {
  it('knows the users of an account with lower-cased addresses, by its own token', async () => {
    const { dentalOwner, gymOwner, agencyAdmin } = fixtures.users;
    await sandbox.control.edit({
      kind: 'user',
      id: dentalOwner.id,
      changes: { email: dentalOwner.email.toUpperCase() },
    });
    const users = await ghl.users(dental);
    expect(users).toContainEqual({ id: dentalOwner.id, email: dentalOwner.email, name: 'Hannah Osei' });
    const ids = users.map(({ id }) => id);
    expect(ids).not.toContain(gymOwner.id);
    expect(ids).not.toContain(agencyAdmin.id);
    expect(budget.taken).toEqual([dental.locationId]);
  });

  it('knows users beyond the first page', async () => {
    const roles = { type: 'account', role: 'user', locationIds: [accounting.locationId] };
    for (let index = 0; index < 30; index++) {
      const changes = { name: `User ${index}`, email: `user${index}@example.com`, roles };
      await sandbox.control.edit({ kind: 'user', ownerId: accounting.companyId, changes });
    }
    expect(await ghl.users(accounting)).toHaveLength(30);
  });

  it('knows nobody who was deleted', async () => {
    const { dentalFrontDesk } = fixtures.users;
    await sandbox.control.edit({ kind: 'user', id: dentalFrontDesk.id, changes: { deleted: true } });
    expect((await ghl.users(dental)).map(({ id }) => id)).not.toContain(dentalFrontDesk.id);
    await sandbox.control.edit({ kind: 'user', id: dentalFrontDesk.id, changes: { deleted: false } });
  });

  it('knows a user with their kind and role, by the agency token', async () => {
    const { agencyAdmin, agencyUser } = fixtures.users;
    expect(await ghl.user(fixtures.agency.id, agencyAdmin.id)).toEqual({
      id: agencyAdmin.id,
      name: 'Priya Raman',
      email: agencyAdmin.email,
      type: 'agency',
      role: 'admin',
    });
    expect((await ghl.user(fixtures.agency.id, agencyUser.id)).role).toBe('user');
    expect(budget.taken).toEqual([fixtures.agency.id, fixtures.agency.id]);
  });

  it('an unknown user is not found, and the token is kept', async () => {
    await expect(ghl.user(fixtures.agency.id, 'nobody')).rejects.toMatchObject({ code: 'NOT_FOUND' });
    expect(tokens.asked.some(({ refused }) => refused)).toBe(false);
  });

  it('knows the agency by name', async () => {
    expect(await ghl.company(fixtures.agency.id)).toEqual({ id: fixtures.agency.id, name: fixtures.agency.name });
  });
});

describe('the rate budget', () => {
  it('is asked before each call and told what each answer said', async () => {
    await ghl.list('tag', dental);
    expect(budget.taken).toEqual([dental.locationId]);
    expect(budget.seen).toMatchObject([
      { resource: dental.locationId, reading: { limit: 100, intervalMs: 10_000, dailyLimit: 200_000, refused: false } },
    ]);
  });

  it('hears of a 429, and even a write is sent again after the wait', async () => {
    await fault({ mode: 'status', status: 429, method: 'POST', body: '{"message":"Too Many Requests"}' });
    await create('after the wait');
    expect(budget.seen.map(({ reading }) => reading.refused)).toEqual([true, false]);
    expect(await stored('tag', 'after the wait')).toHaveLength(1);
  });

  it('hears how long a 429 asks to wait, and a long wait is left to the caller', async () => {
    const server = await serve(() => ({ status: 429, headers: { 'retry-after': '60' }, text: '' }));
    await restart({ baseUrl: server.url });
    await expect(create('later')).rejects.toMatchObject({
      code: 'RATE_LIMITED',
      outcome: 'not-applied',
      retryAfterMs: 60_000,
    });
    await server.close();
    expect(server.seen).toHaveLength(1);
    expect(budget.seen).toMatchObject([{ reading: { refused: true, retryAfterMs: 60_000 } }]);
  });

  it('that cannot be told loses no answer', async () => {
    const broken = { take: () => Promise.resolve(), observe: () => Promise.reject(new Error('no database')) };
    await restart({ budget: broken });
    expect((await create('budget down')).attributes).toEqual({ name: 'budget down' });
  });
});

it('says who it is, since the network in front of GHL blocks default agents', async () => {
  const server = await serve(() => ({ json: { tags: [] } }));
  await restart({ baseUrl: server.url });
  await ghl.list('tag', dental);
  await server.close();
  expect(server.seen[0]?.headers).toMatchObject({ 'user-agent': 'groundwork-test', accept: 'application/json' });
});

describe('a read', () => {
  it.each([
    ['an HTML 502', { mode: 'status' }],
    ['an HTML 200', { mode: 'status', status: 200, body: '<html>Maintenance</html>' }],
    ['an empty 200', { mode: 'empty' }],
    ['a 200 without the list', { mode: 'status', status: 200, body: '{}', contentType: 'application/json' }],
    ['an HTML 404', { mode: 'status', status: 404 }],
    ['an HTML 403', { mode: 'status', status: 403, body: '<html>Error 1010</html>' }],
    ['a cut connection', { mode: 'drop' }],
  ] as const)('is repeated after %s', async (_, input) => {
    await fault({ ...input, count: 2 });
    expect((await ghl.list('tag', dental)).length).toBeGreaterThan(0);
  });

  it.each([
    ['an HTML 502', { mode: 'status' }],
    ['an empty 200', { mode: 'empty' }],
    ['a 200 without the list', { mode: 'status', status: 200, body: '{}', contentType: 'application/json' }],
    ['a row without an id', { mode: 'status', status: 200, body: '{"tags":[{"name":"x"}]}' }],
  ] as const)('that meets %s again and again is an error, never an empty list', async (_, input) => {
    await fault({ ...input, count: 3 });
    await expect(ghl.list('tag', dental)).rejects.toMatchObject({ code: 'GHL_UNAVAILABLE', retryable: true });
  });

  it('by id that meets a web page with a 404 does not take the object for gone', async () => {
    const made = await create('still there');
    await fault({ mode: 'status', status: 404, count: 3 });
    await expect(ghl.get('tag', accounting, made.id)).rejects.toMatchObject({ code: 'GHL_UNAVAILABLE', status: 404 });
    expect(await ghl.get('tag', accounting, made.id)).toEqual(made);
  });

  it('of a GHL that hangs ends in time', async () => {
    await restart({ timeoutMs: 50, retry: { maxRetries: 0 } });
    await fault({ mode: 'hang' });
    await expect(ghl.list('tag', dental)).rejects.toThrow('did not answer within 0.05 s');
  });

  it('ends when the caller aborts', async () => {
    await fault({ mode: 'hang' });
    const controller = new AbortController();
    const list = ghl.list('tag', dental, controller.signal);
    setTimeout(() => controller.abort(new Error('Cancelled.')), 20);
    await expect(list).rejects.toThrow('Cancelled.');
  });
});

describe('a write', () => {
  it.each([
    ['is cut off', { mode: 'act-and-drop' }],
    ['is answered with HTML', { mode: 'status' }],
    ['is answered with an empty 200', { mode: 'empty' }],
    ['is answered without an id', { mode: 'status', status: 200, body: '{"tag":{"name":"x"}}' }],
    ['is refused with a 422 although it was done', { mode: 'create-then-422' }],
  ] as const)('that %s is sent once and says that its outcome is unknown', async (what, input) => {
    await fault({ ...input, method: 'POST' });
    await expect(create(`once: ${what}`)).rejects.toMatchObject({ outcome: 'unknown' });
    expect(budget.taken).toHaveLength(1);
  });

  it('that hangs is sent once and says that its outcome is unknown', async () => {
    // Long enough for the write to reach GHL, also on a busy machine.
    await restart({ timeoutMs: 2_000 });
    await fault({ mode: 'act-and-hang', method: 'POST' });
    await expect(create('slow')).rejects.toMatchObject({ code: 'GHL_UNAVAILABLE', outcome: 'unknown' });
    expect(budget.taken).toHaveLength(1);
    expect(await stored('tag', 'slow')).toHaveLength(1);
  });

  it('to a GHL that refuses connections surely was not applied', async () => {
    await restart({ baseUrl: await refusingUrl() });
    await expect(create('nowhere')).rejects.toMatchObject({ code: 'GHL_UNAVAILABLE', outcome: 'not-applied' });
    expect(budget.taken).toHaveLength(3);
  });

  it('that finds the object there already says so', async () => {
    await create('twice');
    await expect(create('Twice')).rejects.toMatchObject({ code: 'GHL_REJECTED', duplicate: true, retryable: false });
  });

  it("with an unknown property is refused in GHL's words", async () => {
    const body = '{"statusCode":422,"message":["property colour should not exist"],"traceId":"trace-1"}';
    await fault({ mode: 'status', status: 422, body, contentType: 'application/json' });
    await expect(create('colourful')).rejects.toMatchObject({
      code: 'GHL_REJECTED',
      message: expect.stringContaining('property colour should not exist'),
      traceId: 'trace-1',
    });
  });

  it('of options that GHL needs is refused by GHL, not by a crash', async () => {
    const field = { name: 'Empty choice', model: 'contact', dataType: 'RADIO', options: [] };
    await expect(ghl.create('customField', accounting, field)).rejects.toMatchObject({
      message: expect.stringContaining('options must contain at least 1 elements'),
    });
  });

  it('cannot tell an answer that stored nothing: the reader of the list can', async () => {
    await fault({ mode: 'store-nothing', method: 'POST' });
    expect((await create('phantom')).id).not.toBe('');
    expect(named(await ghl.list('tag', accounting), 'phantom')).toBeUndefined();
  });
});

describe('a 401', () => {
  it('for an expired token is answered with another token, once', async () => {
    await ghl.list('tag', dental);
    const expired = await tokens.accessToken(dental);
    tokens.asked.length = 0;
    await fault({ mode: 'status', status: 401, body: '{"message":"The access token is expired"}' });
    expect((await ghl.list('tag', dental)).length).toBeGreaterThan(0);
    expect(tokens.asked.map(({ refused }) => refused)).toEqual([false, true]);
    expect((await tokens.accessToken(dental)).accessToken).not.toBe(expired.accessToken);
  });

  it('costs one other token a call at most, also when an outage comes between', async () => {
    const refusal = { mode: 'status', status: 401, body: '{"message":"Invalid JWT"}' } as const;
    await fault(refusal);
    await fault({ mode: 'status', status: 502 });
    await fault(refusal);
    await expect(ghl.list('tag', dental)).rejects.toMatchObject({ code: 'RECONNECT_NEEDED' });
    expect(tokens.asked.map(({ refused }) => refused)).toEqual([false, true, false]);
    expect(budget.taken).toHaveLength(3);
  });

  it('for two tokens in a row means that the agency has to connect again', async () => {
    await fault({ mode: 'status', status: 401, body: '{"message":"Invalid JWT"}', count: 2 });
    await expect(ghl.list('tag', dental)).rejects.toMatchObject({ code: 'RECONNECT_NEEDED', retryable: false });
    expect(budget.taken).toHaveLength(2);
  });

  it.each([
    ['The token is not authorized for this scope.', 'RECONNECT_NEEDED'],
    ['version header is invalid.', 'GHL_REJECTED'],
    ['This route is not yet supported by the IAM Service.', 'GHL_REJECTED'],
  ])('that says "%s" is final and costs no token', async (message, code) => {
    await fault({ mode: 'status', status: 401, body: JSON.stringify({ message }), count: 9 });
    await expect(ghl.list('tag', dental)).rejects.toMatchObject({ code, retryable: false });
    expect(tokens.asked).toHaveLength(1);
    expect(budget.taken).toHaveLength(1);
  });

  it('on a write is certain not to have happened, and is repeated with another token', async () => {
    await fault({ mode: 'status', status: 401, method: 'POST', body: '{"message":"Invalid JWT"}' });
    await create('renewed');
    expect(await stored('tag', 'renewed')).toHaveLength(1);
  });
});

describe('a sub-account that is paused', () => {
  it.each([
    ['read', () => ghl.list('tag', accounting)],
    ['written', () => create('while paused')],
  ])('cannot be %s, and the error says what to do', async (_, call) => {
    await sandbox.control.setLocation({ locationId: accounting.locationId, state: 'paused' });
    const refused = await call().catch((error: unknown) => error);
    await sandbox.control.setLocation({ locationId: accounting.locationId, state: 'active' });
    expect(refused).toMatchObject({ code: 'ACCOUNT_PAUSED', retryable: false, outcome: 'not-applied', status: 400 });
    expect(refused).toHaveProperty('message', expect.stringContaining('Make it active again in GoHighLevel'));
    expect(tokens.asked).toHaveLength(1);
    expect(budget.taken).toHaveLength(1);
    expect(await stored('tag', 'while paused')).toEqual([]);
  });
});

it('a token of another location is refused for good', async () => {
  const foreign = await tokens.accessToken(dental);
  await restart({ tokens: { accessToken: () => Promise.resolve(foreign) } });
  await expect(ghl.list('tag', accounting)).rejects.toMatchObject({ code: 'NOT_INSTALLED', outcome: 'not-applied' });
});

it('stops calling while GHL is down, and calls again once it is up', async () => {
  await restart({ retry: { maxRetries: 0 }, breaker: { threshold: 2, halfOpenAfterMs: 0 } });
  await fault({ mode: 'status', count: 2 });
  for (let call = 0; call < 2; call++) await expect(ghl.list('tag', dental)).rejects.toMatchObject({ status: 502 });
  expect((await ghl.health()).state).toBe('down');
  await ghl.list('tag', dental);
  expect(await ghl.health()).toEqual({ state: 'up', detail: null });
});

describe('a permit', () => {
  it('that ends while a write waits for the budget keeps it from being sent', async () => {
    const lost = new AbortController();
    const waiting = { ...createTestBudget(), take: () => Promise.resolve(lost.abort(new Error('overtaken'))) };
    await restart({ budget: waiting });
    const late = ghl.create('tag', { ...accounting, permit: lost.signal }, { name: 'too late' });
    await expect(late).rejects.toThrow('overtaken');
    expect(await stored('tag', 'too late')).toEqual([]);
    expect((await sandbox.control.stats()).calls).toBe(0);
  });

  it('that holds changes nothing', async () => {
    const made = await ghl.create('tag', { ...accounting, permit: new AbortController().signal }, { name: 'in time' });
    expect(await stored('tag', 'in time')).toHaveLength(1);
    await ghl.remove('tag', accounting, made.id);
  });
});
