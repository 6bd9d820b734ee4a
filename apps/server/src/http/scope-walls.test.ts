import { randomUUID } from 'node:crypto';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { callOf, newKey, procedures } from './key-calls.ts';
import { type Place, type ScopeFixture, sourceOf, writeScopeFixture } from './scope-fixture.ts';
import { createTestApp, own, type TestApp } from './test-app.ts';

type Input = (place: Place, all: ScopeFixture) => object | undefined;

/** What a key meets at a procedure. Each has to be decided: a new one fails the first test until it stands in the table. */
type Wall =
  /** Nobody has to sign in. */
  | { kind: 'public' }
  /** No key at all. */
  | { kind: 'person'; input?: object }
  /** No key that is for some accounts only. */
  | { kind: 'whole'; input?: Input }
  /** Such a key gets NOT_FOUND for what is about another account. */
  | { kind: 'account'; input: Input }
  /** Such a key sees nothing of another account in it. */
  | { kind: 'list'; input?: Input }
  /** Nothing in it is an account's. */
  | { kind: 'free'; input?: Input }
  /** Another test holds it. */
  | { kind: 'elsewhere'; where: string };

const person = (input?: object): Wall[] => [{ kind: 'person', ...(input && { input }) }];
const whole = (input?: Input): Wall[] => [{ kind: 'whole', ...(input && { input }) }];
const account = (input: Input): Wall[] => [{ kind: 'account', input }];
const list = (input?: Input): Wall[] => [{ kind: 'list', ...(input && { input }) }];
const free = (input?: Input): Wall[] => [{ kind: 'free', ...(input && { input }) }];
const elsewhere = (where: string): Wall[] => [{ kind: 'elsewhere', where }];

const id = randomUUID();
const location: Input = (place) => ({ locationId: place.id });
const job: Input = (place) => ({ id: place.jobId });
const rollout: Input = (place) => ({ id: place.rolloutId });
const cause: Input = (place) => ({ key: place.cause });
const source = { source: sourceOf('Free') };

const walls: Record<string, Wall[]> = {
  'session.me': free(),
  'session.signOut': [{ kind: 'public' }],
  'sessions.list': person(),
  'sessions.revoke': person({ sessionId: id }),
  'sessions.revokeOthers': person(),
  'profile.update': person({ name: 'Eve' }),
  'members.list': person(),
  'members.setRole': person({ memberId: id, role: 'admin' }),
  'members.transferOwnership': person({ memberId: id }),
  'members.remove': person({ memberId: id }),
  'members.invite': person({ email: 'eve@example.com', name: 'Eve', role: 'admin' }),
  'members.signInLink': person({ memberId: id }),
  'members.revokeInvitation': person({ invitationId: id }),
  'invitations.offer': [{ kind: 'public' }],
  'apiKeys.list': list(),
  'apiKeys.create': person({ name: 'Another', role: 'viewer' }),
  'apiKeys.revoke': elsewhere('core: keys-by-key.test.ts'),
  'apiKeys.revokeSelf': elsewhere('key-requests.test.ts'),
  'apiKeys.audit': person({}),
  'apiKeys.device': person({ userCode: 'BCDF-GHJK' }),
  'apiKeys.decideDevice': person({ userCode: 'BCDF-GHJK', approve: true }),
  'config.schema': [{ kind: 'public' }],
  'accounts.list': list(),
  'accounts.sync': whole(),
  'accounts.get': account(location),
  'accounts.exportState': account(location),
  'accounts.compare': account((place, { own }) => ({ leftId: own.id, rightId: place.id })),
  'connections.check': elsewhere('core: check-connections.test.ts'),
  'connections.refreshes': elsewhere('core: check-connections.test.ts'),
  'connections.test': account(location),
  'blueprints.list': free(),
  'blueprints.library': free(),
  'blueprints.get': free((_, { blueprintId }) => ({ blueprintId })),
  'blueprints.versions': free((_, { blueprintId }) => ({ blueprintId })),
  'blueprints.diff': free((_, { versionId }) => ({ fromVersionId: versionId, toVersionId: versionId })),
  'blueprints.check': free(() => source),
  'blueprints.format': free(() => source),
  'blueprints.saveTemplate': whole((_, { versionId }) => ({ versionId, name: 'T', description: '' })),
  'blueprints.removeTemplate': whole(() => ({ id })),
  'blueprints.capture': account(location),
  // A version is applied to nothing by itself, but where a rule gives it to new accounts.
  'blueprints.save': [...free(() => source), ...whole(() => ({ source: `${sourceOf('Ruled')}# more\n` }))],
  'assistant.status': free(),
  'assistant.ask': elsewhere('below'),
  'assistant.usage': free(),
  'assistant.saveSettings': person({ monthlyTokens: 1 }),
  'variables.list': [
    ...free(() => ({ level: 'agency', ownerId: null })),
    ...free((_, { blueprintId }) => ({ level: 'blueprint', ownerId: blueprintId })),
    ...account((place) => ({ level: 'group', ownerId: place.groupId })),
    ...account((place) => ({ level: 'location', ownerId: place.id })),
  ],
  'variables.set': [
    ...whole(() => ({ level: 'agency', ownerId: null, values: [] })),
    ...whole((_, { blueprintId }) => ({ level: 'blueprint', ownerId: blueprintId, values: [] })),
    ...whole((_, { own }) => ({ level: 'group', ownerId: own.groupId, values: [] })),
    ...account((place) => ({ level: 'location', ownerId: place.id, values: [] })),
  ],
  'variables.resolve': account((place, { versionId }) => ({ locationId: place.id, blueprintVersionId: versionId })),
  'variables.importCsv': list((_, { other }) => ({ csv: `location,phone\n${other.id},1\n`, dryRun: true })),
  'variables.exportCsv': list((_, { versionId }) => ({ blueprintVersionId: versionId })),
  'groups.list': list(),
  'groups.save': whole((_, { own }) => ({ name: 'New', locationIds: [own.id] })),
  'groups.remove': whole(() => ({ id })),
  'plans.create': account((place, { versionId }) => ({
    locationId: place.id,
    blueprintVersionId: versionId,
    variables: {},
  })),
  'plans.rollback': account((place) => ({ jobId: place.jobId })),
  'plans.destroy': account((place, { blueprintId }) => ({ locationId: place.id, blueprintId })),
  'plans.get': account((place) => ({ id: place.planId })),
  'jobs.start': account((place) => ({ planId: place.planId })),
  'jobs.cancel': account(job),
  'jobs.retry': account(job),
  'jobs.resume': account(job),
  'jobs.redrive': elsewhere('below'),
  'jobs.get': account(job),
  'jobs.report': account(job),
  'jobs.list': list(() => ({})),
  'rollouts.create': account((place, { own, versionId }) => ({
    blueprintVersionId: versionId,
    targets: [{ locationId: own.id }, ...(place === own ? [] : [{ locationId: place.id }])],
  })),
  'rollouts.get': account(rollout),
  'rollouts.list': list(() => ({})),
  'rollouts.matrix': account(rollout),
  'rollouts.start': account(rollout),
  'rollouts.pause': account(rollout),
  'rollouts.resume': account(rollout),
  'rollouts.cancel': account(rollout),
  'rollouts.retry': account(rollout),
  // Also where the key sees the account, but not all the others of the rollout.
  'rollouts.skip': account((place, { own }) => ({ id: place.rolloutId, locationId: own.id, skip: true })),
  'rollouts.rules': free(),
  'rollouts.saveRule': whole((_, { blueprintId }) => ({ blueprintId, mode: 'plan' })),
  'rollouts.removeRule': whole(() => ({ id })),
  'drift.get': list(),
  'drift.cause': account(cause),
  'drift.account': account(location),
  'drift.check': account((place) => ({ locationIds: [place.id] })),
  'drift.fix': [...account(cause), ...account((place, { own }) => ({ key: own.cause, locationIds: [place.id] }))],
  'drift.ignore': [
    ...account((place) => ({ key: place.cause, locationId: place.id, days: 1, reason: 'x' })),
    ...whole((_, { own }) => ({ key: own.cause, locationId: null, days: 1, reason: 'x' })),
  ],
  'drift.accept': account(cause),
  'drift.fixMany': [
    ...account((place) => ({ keys: [place.cause] })),
    ...account((place, { own }) => ({ keys: [own.cause], locationIds: [place.id] })),
  ],
  'drift.ignoreMany': [
    ...account((place) => ({ keys: [place.cause], locationId: place.id, days: 1, reason: 'x' })),
    ...whole((_, { own }) => ({ keys: [own.cause], locationId: null, days: 1, reason: 'x' })),
  ],
  'drift.acceptMany': account((place) => ({ keys: [place.cause] })),
  // After the accept, which would settle what the last test asks about.
  'drift.unignore': account((place) => ({ id: place.ignoreId })),
  'drift.setSchedule': whole(() => ({ everyHours: 24 })),
  feed: elsewhere('feed-by-key.test.ts'),
};

let testApp: TestApp;
let all: ScopeFixture;
let scoped: string;
let unscoped: string;
let call: ReturnType<typeof callOf>;

beforeAll(async () => {
  testApp = await createTestApp();
  call = callOf(testApp.app);
  all = await writeScopeFixture(testApp.db, testApp.agencyId);
  scoped = await newKey(testApp, { locationIds: [all.own.id] });
  unscoped = await newKey(testApp, {});
  await newKey(testApp, { locationIds: [all.other.id] });
});
afterAll(() => testApp.close());

const of = <Kind extends Wall['kind']>(kind: Kind): [string, Extract<Wall, { kind: Kind }>][] =>
  Object.entries(walls).flatMap(([path, met]) =>
    met.flatMap((wall): [string, Extract<Wall, { kind: Kind }>][] =>
      wall.kind === kind ? [[path, wall as Extract<Wall, { kind: Kind }>]] : [],
    ),
  );

test('of every procedure it is decided what a key may do there', () => {
  expect(Object.keys(walls).toSorted()).toEqual(Object.keys(procedures).toSorted());
});

test.each(of('person'))('%s refuses every key', async (path, { input }) => {
  const { code, message } = await call(unscoped, path, input);
  expect({ code, message }).toEqual({ code: 'FORBIDDEN', message: expect.stringContaining('A key cannot do this') });
});

test.each(of('whole'))('%s refuses a key that is for some accounts', async (path, { input }) => {
  const { code, message } = await call(scoped, path, input?.(all.own, all));
  expect(code).toBe('FORBIDDEN');
  expect(message).toContain('for some accounts only');
});

test.each(of('account'))('%s knows nothing of an account that the key is not for', async (path, { input }) => {
  expect((await call(scoped, path, input(all.other, all))).code).toBe('NOT_FOUND');
});

test.each(of('list'))('%s shows nothing of an account that the key is not for', async (path, { input }) => {
  const given = input?.(all.own, all);
  // What was sent may be said back.
  const marks = Object.values(all.other).filter((mark) => !JSON.stringify(given ?? {}).includes(mark));
  const leaks = async (key: string) => {
    const { code, body } = await call(key, path, given);
    expect(code).toBe('ok');
    return marks.filter((mark) => body.includes(mark));
  };
  expect(await leaks(scoped)).toEqual([]);
  expect(await leaks(unscoped)).not.toEqual([]);
});

test('all accounts are, to a key for some, those it is for', async () => {
  const requested = async (key: string) => JSON.parse((await call(key, 'drift.check', {})).body).result.data.requested;
  expect([await requested(scoped), await requested(unscoped)]).toEqual([1, 2]);
});

test('the assistant tells a key of the plans of its own accounts, and of no other', async () => {
  const document = async ({ planId }: Place) => {
    const answer = await testApp.app.inject({
      method: 'POST',
      url: '/trpc/assistant.ask?batch=1',
      headers: { ...own, authorization: `Bearer ${scoped}`, 'trpc-accept': 'application/jsonl' },
      payload: { 0: { task: 'document', planId } },
    });
    return answer.body;
  };
  const refused = await document(all.other);
  expect(refused).toContain('"code":"NOT_FOUND"');
  expect(refused).not.toContain(all.other.name);
  expect(await document(all.own)).toContain('"type":"answer"');
});

describe('the key is let through', () => {
  test.each(of('free'))('to %s, where nothing is an account’s', async (path, { input }) => {
    const { code, body } = await call(scoped, path, input?.(all.own, all));
    expect(code).toBe('ok');
    expect(Object.values(all.other).filter((mark) => body.includes(mark))).toEqual([]);
  });

  test('to start again what was given up, in its own accounts alone', async () => {
    expect((await call(scoped, 'jobs.redrive', undefined)).code).toBe('ok');
    const { state } = await testApp.db
      .selectFrom('jobs')
      .where('id', '=', all.other.jobId)
      .select('state')
      .executeTakeFirstOrThrow();
    expect(state).toBe('FAILED');
  });

  // Nothing answers for GHL here, so what comes of it may be any other failure.
  test.each(of('account'))('to %s, for its own account', async (path, { input }) => {
    expect(['NOT_FOUND', 'FORBIDDEN']).not.toContain((await call(scoped, path, input(all.own, all))).code);
  });

  test.each(of('whole'))('to %s, if it is for all accounts', async (path, { input }) => {
    expect((await call(unscoped, path, input?.(all.own, all))).code).not.toBe('FORBIDDEN');
  });
});

// Last, as it settles findings that the others ask about.
test('what it adopts, fixes and ignores leaves the drift of others as it is', async () => {
  const findings = () =>
    testApp.db.selectFrom('drift_findings').where('location_id', '=', all.other.id).selectAll().execute();
  const before = await findings();
  await testApp.db.updateTable('drift_findings').set({ cause: 'the same' }).execute();
  await testApp.db.deleteFrom('install_rules').execute();
  const fixed = JSON.parse((await call(scoped, 'drift.fix', { key: 'the same' })).body).result.data;
  expect(fixed.total).toBe(1);
  const { body } = await call(scoped, 'drift.cause', { key: 'the same' });
  expect(JSON.parse(body).result.data).toMatchObject({ accounts: 1, findings: [{ location: { id: all.own.id } }] });
  expect((await call(scoped, 'drift.accept', { key: 'the same' })).code).toBe('ok');
  expect(await findings()).toEqual(before.map((finding) => ({ ...finding, cause: 'the same' })));
});
