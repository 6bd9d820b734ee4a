import { randomUUID } from 'node:crypto';
import { expect, test } from 'vitest';
import { rawCall, type RawCall } from './raw-call.ts';
import { nothingIsWritten, type World } from './world.ts';

const post = (body: string, type = 'application/json'): RawCall => ({
  method: 'POST',
  headers: { 'content-type': type },
  body,
});
const json = (input: unknown): RawCall => post(JSON.stringify(input));
const query = (procedure: string, input: unknown): string =>
  `${procedure}?input=${encodeURIComponent(JSON.stringify(input))}`;

const planOf = (locationId: string, variables: object): object => ({
  locationId,
  blueprintVersionId: randomUUID(),
  variables,
});
const manyVariables = Object.fromEntries(Array.from({ length: 100_000 }, (_, index) => [`v${index}`, 1]));
const upload = `--x\r\ncontent-disposition: form-data; name="source"\r\n\r\n${'x'.repeat(6_000_000)}\r\n--x--\r\n`;
const hundredCalls = Array.from({ length: 100 }, () => 'session.me').join(',');

const again = /send it again/;
const cases: [string, path: string, RawCall, status: number, code: string, says: RegExp][] = [
  ['no JSON', 'blueprints.save', post('{not json'), 400, 'BAD_REQUEST', again],
  ['an empty body', 'blueprints.save', post(''), 400, 'BAD_REQUEST', again],
  ['binary', 'blueprints.save', post('\u001F\u008B\0'), 400, 'BAD_REQUEST', again],
  ['100,000 levels', 'blueprints.save', post('['.repeat(100_000)), 400, 'BAD_REQUEST', again],
  ['no input', 'blueprints.save', json(null), 400, 'BAD_REQUEST', again],
  ['another type', 'blueprints.save', json({ source: 1 }), 400, 'BAD_REQUEST', again],
  ['__proto__', 'blueprints.save', post('{"__proto__":{"source":"x"}}'), 400, 'BAD_REQUEST', again],
  ['a property too many', 'jobs.start', json({ planId: randomUUID(), force: true }), 400, 'BAD_REQUEST', again],
  ['no uuid', query('jobs.get', { id: "1' or '1'='1" }), {}, 400, 'BAD_REQUEST', again],
  ['no e-mail address', 'members.invite', json({ email: 'x', name: 'x', role: 'viewer' }), 400, 'BAD_REQUEST', again],
  [
    'a role nobody gives',
    'members.setRole',
    json({ memberId: randomUUID(), role: 'owner' }),
    400,
    'BAD_REQUEST',
    again,
  ],
  ['NUL in a name', 'profile.update', json({ name: 'a\0b' }), 400, 'BAD_REQUEST', again],
  ['a name that turns direction', 'profile.update', json({ name: 'a\u202Eb' }), 400, 'BAD_REQUEST', again],
  ['an empty name', 'profile.update', json({ name: ' ' }), 400, 'BAD_REQUEST', again],
  ['a priority nobody knows', 'jobs.start', json({ planId: randomUUID(), priority: 9 }), 400, 'BAD_REQUEST', again],
  ['a limit out of range', query('jobs.list', { limit: 1e9 }), {}, 400, 'BAD_REQUEST', again],
  ['NUL in a filter', query('jobs.list', { limit: 1, locationId: 'a\0b' }), {}, 400, 'BAD_REQUEST', again],
  ['NUL in an account', 'plans.create', json(planOf('a\0b', {})), 400, 'BAD_REQUEST', again],
  ['NUL in an account to capture', 'blueprints.capture', json({ locationId: 'a\0b' }), 400, 'BAD_REQUEST', again],
  ['NUL in a connection', 'connections.test', json({ locationId: 'a\0b' }), 400, 'BAD_REQUEST', again],
  ['a place in no log', query('connections.refreshes', { before: 7 }), {}, 400, 'BAD_REQUEST', again],
  ['a place too long', query('connections.refreshes', { before: 'x'.repeat(101) }), {}, 400, 'BAD_REQUEST', again],
  ['100,000 variables', 'plans.create', json(planOf('x', manyVariables)), 400, 'BAD_REQUEST', again],
  ['no JSON in the address', 'jobs.list?input={', {}, 400, 'BAD_REQUEST', again],
  ['a batch that is none', 'jobs.list?batch=1&input=5', {}, 400, 'BAD_REQUEST', again],
  ['a hundred calls in one', `${hundredCalls}?batch=1&input={}`, {}, 400, 'BAD_REQUEST', again],
  ['5 MiB', 'blueprints.save', json({ source: 'x'.repeat(5 * 1024 * 1024) }), 413, 'BLUEPRINT_TOO_LARGE', /1 MiB/],
  ['a form', 'blueprints.save', post('source=x', 'application/x-www-form-urlencoded'), 400, 'BAD_REQUEST', /as|with/],
  ['a large upload', 'blueprints.save', post(upload, 'multipart/form-data; boundary=x'), 400, 'BAD_REQUEST', /JSON/],
  ['a mutation by GET', 'accounts.sync', {}, 405, 'BAD_REQUEST', /mutations by POST/],
  ['an unknown procedure', 'accounts.destroy', json({}), 404, 'NOT_FOUND', /no procedure.*Reload/],
  ['a path that cannot be decoded', '%25', {}, 404, 'NOT_FOUND', /nothing at this address/],
  ['a path of three parts', 'a/b/c', {}, 404, 'NOT_FOUND', /nothing at this address/],
];

export function calls(world: World): void {
  nothingIsWritten(world);
  const send = (path: string, call: RawCall) =>
    rawCall(`${world.instance.url}/trpc/${path}`, {
      ...call,
      headers: { ...call.headers, cookie: world.owner.cookie },
    });

  test.each(cases)('%s', async (...[, path, call, status, code, says]) => {
    const answer = await send(path, call);
    expect(answer).toMatchObject({ status, error: { code, message: expect.stringMatching(says) } });
    expect(answer.requestId).toMatch(/^[\w-]{36}$/);
    expect(answer.text).not.toMatch(/node_modules|at .*\.[jt]s:\d|select |insert /);
  });

  test.each([
    ['text', '%%%'],
    ['a place in the year 0', Buffer.from(`["0000-01-01T00:00:00Z","${randomUUID()}"]`).toString('base64url')],
  ])('a page cursor that nobody gave out is the first page: %s', async (_, cursor) => {
    const first = await send(query('jobs.list', { limit: 5 }), {});
    const lost = await send(query('jobs.list', { limit: 5, cursor }), {});
    expect(first.status).toBe(200);
    expect(lost).toEqual({ ...first, requestId: lost.requestId });
  });
}
