import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { callOf, newKey } from './key-calls.ts';
import { sourceOf } from './scope-fixture.ts';
import { createTestApp, own, type TestApp } from './test-app.ts';

let testApp: TestApp;
let key: string;
let call: ReturnType<typeof callOf>;

beforeAll(async () => {
  testApp = await createTestApp();
  call = callOf(testApp.app);
  key = await newKey(testApp, { name: 'CI' });
});
afterAll(() => testApp.close());

const cookie = async () => ({ cookie: `gw_session=${await testApp.newSession()}` });
const post = (path: string, headers: Record<string, string>, payload: unknown = '') =>
  testApp.app.inject({
    method: 'POST',
    url: `/trpc/${path}`,
    headers: { ...own, 'content-type': 'application/json', ...headers },
    payload: typeof payload === 'string' ? payload : JSON.stringify(payload),
  });
const bearer = (secret: string) => ({ authorization: `Bearer ${secret}` });

describe('a request with a key', () => {
  test('is the key’s, and says which', async () => {
    const { code, body } = await call(key, 'session.me');
    expect(code).toBe('ok');
    expect(JSON.parse(body).result.data).toMatchObject({
      user: { name: 'Ann' },
      apiKey: { name: 'CI', role: 'admin' },
    });
  });

  test.each([`gw_${'x'.repeat(43)}`, 'something else'])(
    'that is no good is refused in words for tools, though a good session stands beside it: %s',
    async (secret) => {
      const { code, status, message } = await call(secret, 'session.me', undefined, await cookie());
      expect({ code, status }).toEqual({ code: 'UNAUTHORIZED', status: 401 });
      expect(message).toContain('groundwork login');
    },
  );

  test('that is empty is refused as well', async () => {
    const answer = await testApp.app.inject({
      url: '/trpc/session.me',
      headers: { ...own, ...(await cookie()), authorization: 'Bearer ' },
    });
    expect(answer.statusCode).toBe(401);
  });

  test('does not touch the session beside it', async () => {
    const session = await cookie();
    expect((await post('session.signOut', { ...session, ...bearer(key) })).statusCode).toBe(200);
    const me = await testApp.app.inject({ url: '/trpc/session.me', headers: { ...own, ...session } });
    expect(me.json().result.data.apiKey).toBeNull();
  });

  test('needs no origin, as cookies do not count in it; its host is still ours', async () => {
    const foreign = { origin: 'https://ci.example', 'sec-fetch-site': 'cross-site' };
    const check = { source: sourceOf('X') };
    expect((await call(key, 'blueprints.check', check, foreign)).code).toBe('ok');
    expect((await call('', 'blueprints.check', check, { ...foreign, ...(await cookie()) })).code).toBe('FORBIDDEN');
    expect((await call(key, 'session.me', undefined, { host: 'evil.example' })).code).toBe('FORBIDDEN');
  });

  test('ends itself, whatever it may do besides, and no other one', async () => {
    const secret = await newKey(testApp, { name: 'signs out', role: 'viewer' });
    const { code, body } = await call(secret, 'apiKeys.revokeSelf');
    expect(code).toBe('ok');
    expect(JSON.parse(body).result.data).toMatchObject({ name: 'signs out', state: 'revoked' });
    expect((await call(secret, 'session.me')).code).toBe('UNAUTHORIZED');
    expect((await call(key, 'session.me')).code).toBe('ok');
    const ended = await testApp.db
      .selectFrom('audit_entries')
      .where('subject', '=', 'signs out')
      .where('action', '=', 'key.revoked')
      .select('member_id')
      .execute();
    expect(ended).toEqual([{ member_id: testApp.memberId }]);
    const byPerson = await post('apiKeys.revokeSelf', await cookie());
    expect(byPerson.statusCode).toBe(400);
    expect(byPerson.body).toContain('sign out instead');
  });

  test('of another scheme is a proxy’s affair: the session counts', async () => {
    const headers = { ...own, ...(await cookie()), authorization: 'Basic eDp5' };
    expect((await testApp.app.inject({ url: '/trpc/session.me', headers })).statusCode).toBe(200);
  });

  test('is nowhere in the log', async () => {
    await call(key, 'session.me');
    expect(testApp.lines.join('')).not.toContain(key.slice(3));
  });
});

describe('what a key did', () => {
  test('is written down: mutations, how they ended and in which request, and nothing that was sent', async () => {
    const secret = await newKey(testApp, { name: 'audited', role: 'viewer' });
    await call(secret, 'session.me');
    await call(secret, 'blueprints.check', { source: sourceOf('Said to nobody') });
    await call(secret, 'blueprints.save', { source: sourceOf('Said to nobody') });
    await call(secret, 'drift.ignore', { wrong: 'Said to nobody' });
    await call(secret, 'members.remove', { memberId: testApp.memberId });
    const answer = await testApp.app.inject({
      url: `/trpc/apiKeys.audit?input=${encodeURIComponent(JSON.stringify({ limit: 5 }))}`,
      headers: { ...own, ...(await cookie()) },
    });
    const { entries } = answer.json().result.data;
    const uuid = expect.stringMatching(/^[0-9a-f-]{36}$/);
    expect(entries).toMatchObject([
      { action: 'members.remove', subject: 'FORBIDDEN', requestId: uuid },
      { action: 'drift.ignore', subject: 'BAD_REQUEST', requestId: uuid },
      { action: 'blueprints.save', subject: 'FORBIDDEN', requestId: uuid, apiKey: { name: 'audited' } },
      { action: 'blueprints.check', subject: 'ok', requestId: uuid, memberName: 'Ann' },
      { action: 'key.created', subject: 'audited' },
    ]);
    expect(answer.body).not.toContain('Said to nobody');
  });

  test('is not written down of a person', async () => {
    const count = () => testApp.db.selectFrom('audit_entries').select('id').execute();
    const before = await count();
    await post('blueprints.check', await cookie(), { source: sourceOf('X') });
    expect(await count()).toEqual(before);
  });
});

describe('an idempotency-key', () => {
  const once = (value: string) => ({ 'idempotency-key': value });
  const template = async (name: string, idempotencyKey: string) =>
    call(key, 'groups.save', { name, locationIds: [] }, once(idempotencyKey));

  test('has a call done once and answered twice; with another input it is refused', async () => {
    const first = await template('Twice', 'make-a-group');
    expect(first.code).toBe('ok');
    // Done again it would be refused, as the name is taken.
    expect(await template('Twice', 'make-a-group')).toEqual(first);
    expect(await template('Other', 'make-a-group')).toMatchObject({ code: 'CONFLICT', status: 409 });
    expect(await template('Twice', 'make-a-second')).toMatchObject({ code: 'CONFLICT' });
  });

  test('is good for what a person sends as well', async () => {
    const headers = { ...(await cookie()), ...once('a-persons-group') };
    const input = { name: 'Person', locationIds: [] };
    const [first, second] = [await post('groups.save', headers, input), await post('groups.save', headers, input)];
    expect([first.statusCode, second.json()]).toEqual([200, first.json()]);
  });

  test('keeps no failure: what was refused may be sent again when it is mended', async () => {
    await template('Taken', 'the-first-one');
    expect((await template('Taken', 'is-refused-first')).code).toBe('CONFLICT');
    await testApp.db.deleteFrom('location_groups').where('name', '=', 'Taken').execute();
    expect((await template('Taken', 'is-refused-first')).code).toBe('ok');
  });

  test('has a CSV read again and written once, so that no secret of it is kept', async () => {
    const csv = 'location,phone\nnowhere,hush-hush\n';
    for (const dryRun of [true, false]) {
      const send = () => call(key, 'variables.importCsv', { csv, dryRun }, once(`import-a-csv-${dryRun}`));
      const [first, second] = [await send(), await send()];
      expect([first.code, second.body]).toEqual(['ok', first.body]);
    }
    const kept = await testApp.db.selectFrom('idempotent_calls').selectAll().execute();
    expect(JSON.stringify(kept)).not.toContain('hush-hush');
    expect(kept).toContainEqual(
      expect.objectContaining({ procedure: 'variables.importCsv', outcome: { value: 0 }, answer: null }),
    );
  });

  test('may come without a body, where a call asks for nothing', async () => {
    const answer = await post('accounts.sync', { ...bearer(key), ...once('no-body-at-all') });
    // As far as GoHighLevel, which does not answer here.
    expect(answer.json().error.data.app.code).toBe('OAUTH_UNAVAILABLE');
  });

  test('is nothing to a query', async () => {
    for (const _ of [1, 2]) expect((await call(key, 'session.me', undefined, once('for-a-query'))).code).toBe('ok');
    expect(
      await testApp.db.selectFrom('idempotent_calls').where('procedure', '=', 'session.me').select('key').execute(),
    ).toEqual([]);
  });

  test.each(['short', 'x'.repeat(201), 'with a tab\there'])('that is none is refused: %j', async (value) => {
    const answer = await call(key, 'blueprints.check', { source: '' }, once(value));
    expect(answer).toMatchObject({ code: 'BAD_REQUEST', status: 400, message: expect.stringContaining('8 to 200') });
  });

  test('names one call, never a batch', async () => {
    const answer = await post(
      'blueprints.check,blueprints.check?batch=1',
      { ...bearer(key), ...once('a-whole-batch') },
      { 0: { source: '' }, 1: { source: '' } },
    );
    expect(answer.statusCode).toBe(400);
    expect(answer.body).toContain('names one call');
  });

  test.each([
    ['assistant.ask', { task: 'explain', question: 'why', source: '' }],
    ['apiKeys.create', { name: 'Never stored', role: 'viewer' }],
    ['members.invite', { email: 'bea@example.com', name: 'Bea', role: 'viewer' }],
    ['members.signInLink', { memberId: '00000000-0000-4000-8000-000000000000' }],
  ])('is refused where the answer is a stream or a secret: %s', async (path, input) => {
    const answer = await post(path, { ...(await cookie()), ...once('not-for-secrets') }, input);
    expect(answer.statusCode).toBe(400);
    expect(answer.body).toContain('takes no idempotency-key');
  });
});
