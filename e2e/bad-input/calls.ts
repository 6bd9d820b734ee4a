import { fixtures } from '@groundwork/ghl-sandbox';
import { randomUUID } from 'node:crypto';
import { expect, test } from 'vitest';
import { rawCall, type RawCall } from './raw-call.ts';
import { nothingIsWritten, type World } from './world.ts';

type Case = [string, path: string, RawCall, status: number, code: string, says: RegExp];

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
const gym = fixtures.locations.gym.id;
const valueOf = (value: unknown): object => ({ level: 'agency', ownerId: null, values: [{ name: 'a', value }] });
const rolloutOf = (targets: object[]): object => ({ blueprintVersionId: randomUUID(), targets });

/** Wherever a text is taken, a text that cannot be stored. */
const withText = (shown: string, bad: string): Case[] =>
  (
    [
      ['drift.ignore', { key: 'x', locationId: null, days: 1, reason: bad }],
      ['drift.fix', { key: bad }],
      ['groups.save', { name: bad, locationIds: [] }],
      ['groups.save', { name: 'x', locationIds: [bad] }],
      ['blueprints.saveTemplate', { versionId: randomUUID(), name: bad, description: '' }],
      ['blueprints.saveTemplate', { versionId: randomUUID(), name: 'x', description: bad }],
      ['variables.set', { level: 'location', ownerId: bad, values: [] }],
      ['variables.set', { level: 'agency', ownerId: null, values: [{ name: bad, value: null }] }],
      ['rollouts.create', { ...rolloutOf([{ locationId: 'x' }]), name: bad }],
      ['rollouts.create', { ...rolloutOf([{ locationId: 'x' }]), only: [bad] }],
      ['rollouts.create', { ...rolloutOf([{ locationId: 'x' }]), overwrite: [{ address: 'x', path: bad }] }],
      ['plans.create', { ...planOf('x', {}), overwrite: [{ address: bad, path: null }] }],
    ] as const
  ).map(([procedure, input]) => [
    `${shown} in ${JSON.stringify(input).slice(0, 200)}`,
    procedure,
    json(input),
    400,
    'BAD_REQUEST',
    again,
  ]);

const cases: Case[] = [
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
  ...['a\0b', 'a\uD83Db'].flatMap((bad) => withText(JSON.stringify(bad), bad)),
  ['a value of NUL', 'variables.set', json(valueOf('a\0b')), 422, 'VARIABLE_INVALID', /Nothing was changed/],
  ['a value of half a character', 'variables.set', json(valueOf('\uD83D')), 422, 'VARIABLE_INVALID', /Nothing/],
  [
    'an owner that is no id',
    query('variables.list', { level: 'group', ownerId: 'x' }),
    {},
    404,
    'NOT_FOUND',
    /no such/,
  ],
  ['a level nobody knows', query('variables.list', { level: 'world', ownerId: null }), {}, 400, 'BAD_REQUEST', again],
  [
    '501 values',
    'variables.set',
    json({ ...valueOf(1), values: Array(501).fill({ name: 'a', value: 1 }) }),
    400,
    'BAD_REQUEST',
    again,
  ],
  [
    'a CSV of 2 MB',
    'variables.importCsv',
    json({ csv: 'x'.repeat(2_000_001), dryRun: true }),
    400,
    'BAD_REQUEST',
    again,
  ],
  ['a CSV that is none', 'variables.importCsv', json({ csv: '"', dryRun: true }), 400, 'BAD_REQUEST', /Line 1/],
  [
    '5,001 accounts',
    'rollouts.create',
    json(rolloutOf(Array(5_001).fill({ locationId: 'x' }))),
    400,
    'BAD_REQUEST',
    again,
  ],
  ['no account', 'rollouts.create', json(rolloutOf([])), 400, 'BAD_REQUEST', again],
  [
    'settings out of range',
    'rollouts.create',
    json({ ...rolloutOf([{ locationId: 'x' }]), settings: { parallel: 1e9 } }),
    400,
    'BAD_REQUEST',
    again,
  ],
  [
    'a page of 10,000 accounts',
    query('rollouts.matrix', { id: randomUUID(), limit: 10_000 }),
    {},
    400,
    'BAD_REQUEST',
    again,
  ],
  [
    'an account beside itself',
    'accounts.compare',
    json({ leftId: gym, rightId: gym }),
    400,
    'BAD_REQUEST',
    /with itself/,
  ],
  ['a check every 0 hours', 'drift.setSchedule', json({ everyHours: 0 }), 400, 'BAD_REQUEST', again],
  [
    'an ignore for ever',
    'drift.ignore',
    json({ key: 'x', locationId: null, days: 1e6, reason: 'x' }),
    400,
    'BAD_REQUEST',
    again,
  ],
  [
    'an ignore without a reason',
    'drift.ignore',
    json({ key: 'x', locationId: null, days: 1, reason: ' ' }),
    400,
    'BAD_REQUEST',
    again,
  ],
  ['no blueprint to format', 'blueprints.format', json({ source: 'x: [' }), 422, 'BLUEPRINT_INVALID', /Correct/],
  [
    '5 MiB to format',
    'blueprints.format',
    json({ source: 'x'.repeat(5 * 1024 * 1024) }),
    413,
    'BLUEPRINT_TOO_LARGE',
    /1 MiB/,
  ],
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

  test.each([{ a: 'x\0y' }, { a: ['\uD83D'] }, { 'A\0': 1 }])(
    'values of a rollout that no plan could take: %j',
    async (inputs) => {
      const targets = [{ locationId: gym, inputs }];
      const answer = await send('rollouts.create', json({ blueprintVersionId: world.own.versionId, targets }));
      expect(answer).toMatchObject({
        status: 422,
        error: { code: 'VARIABLE_INVALID', issues: [{ path: expect.stringContaining(gym) }] },
      });
    },
  );

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
