import { fixtures } from '@groundwork/ghl-sandbox';
import type { FaultInput } from '@groundwork/ghl-sandbox';
import { afterEach, beforeEach, describe, expect, test, vi } from 'vitest';
import { signIn } from '../testing/browser.ts';
import { callBridge } from '../testing/call-bridge.ts';
import { demandNewToken } from '../testing/demand-new-token.ts';
import { createWorld } from '../testing/world.ts';
import type { TestWorld } from '../testing/world.ts';

const companyId = fixtures.agency.id;
const patient = { timeout: 60_000, interval: 50 };
let world: TestWorld;

beforeEach(async () => {
  world = await createWorld({ timings: { graceMs: 300 } });
  await signIn(world.service);
  await world.sandbox.control.clearStats();
});
afterEach(() => world.close());

const tokenCalls = async () => (await world.sandbox.control.stats()).routes['POST /oauth/token'] ?? 0;
const read = (service = world.service) => callBridge(service, 'accessToken', { companyId });
const row = () => world.service.db.selectFrom('installations').selectAll().executeTakeFirstOrThrow();
const works = async (accessToken: string) => {
  const url = `${world.sandbox.url}/users/${fixtures.users.agencyAdmin.id}`;
  const answer = await fetch(url, { headers: { authorization: `Bearer ${accessToken}`, version: '2021-07-28' } });
  return answer.status === 200;
};
const dueNow = () =>
  world.service.db
    .updateTable('installations')
    .set({ refresh_after: new Date(0), next_attempt_at: null })
    .execute();
const fault = (input: Omit<FaultInput, 'path'>) => world.sandbox.control.addFault({ path: '/oauth/token', ...input });

describe('one at a time', () => {
  test('ten demands at once cost one call', async () => {
    const refused = await read();
    await world.sandbox.control.setKnobs({ tokenLatencyMs: 200 });
    const answers = await Promise.all(Array.from({ length: 10 }, () => demandNewToken(world.service, refused)));
    expect(new Set(answers.map(({ accessToken }) => accessToken)).size).toBe(1);
    expect(answers[0]?.accessToken).not.toBe(refused.accessToken);
    expect(await tokenCalls()).toBe(1);
  });

  test('two replicas and an answer that takes three leases are still one call', async () => {
    const timings = { leaseTtlMs: 1_500, leaseRenewMs: 200 };
    const [left, right] = await Promise.all([world.addReplica(timings), world.addReplica(timings)]);
    const refused = await read();
    await world.sandbox.control.setKnobs({ tokenLatencyMs: 5_000 });
    const answers = await Promise.all([left, right, left, right].map((service) => demandNewToken(service, refused)));
    expect(new Set(answers.map(({ accessToken }) => accessToken)).size).toBe(1);
    expect(await tokenCalls()).toBe(1);
  });

  test('a reader that knows an older pair gets the new one without a call', async () => {
    const first = await read();
    const second = await demandNewToken(world.service, first);
    expect((await demandNewToken(world.service, first)).accessToken).toBe(second.accessToken);
    expect(await tokenCalls()).toBe(1);
  });
});

describe('ahead of expiry', () => {
  test('a grant is refreshed when its time comes, and by one replica alone', async () => {
    await world.addReplica();
    const before = await read();
    await dueNow();
    await vi.waitFor(async () => expect((await read()).accessToken).not.toBe(before.accessToken), patient);
    expect(await tokenCalls()).toBe(1);
    expect((await row()).refresh_after?.getTime()).toBeGreaterThan(Date.now());
  });

  test('the time lies between half and four fifths of its life', async () => {
    const { refresh_after: after, expires_at: expires } = await row();
    const share = ((after?.getTime() ?? 0) - Date.now()) / ((expires?.getTime() ?? 0) - Date.now());
    expect(share).toBeGreaterThan(0.49);
    expect(share).toBeLessThan(0.81);
  });
});

describe('failures that pass', () => {
  test.for<[string, Omit<FaultInput, 'path'>]>([
    ['a gateway error', { mode: 'status' }],
    ['too many requests', { mode: 'status', status: 429, body: '{}', contentType: 'application/json' }],
    ['a suspended sub-account', { mode: 'status', status: 400, body: '{"message":"Location is not active"}' }],
    ['a refusal nobody has seen', { mode: 'status', status: 418, body: 'teapot', contentType: 'text/plain' }],
    ['an empty 200', { mode: 'empty' }],
    ['a cut connection', { mode: 'drop' }],
  ])('%s keeps the grant, the token in force is still given, and the next try succeeds', async ([, input]) => {
    const before = await read();
    await fault({ ...input, count: 1_000 });
    await dueNow();
    await vi.waitFor(async () => expect((await row()).failures).toBeGreaterThan(0), patient);
    expect(await row()).toMatchObject({ state: 'active', last_error: expect.any(String) });
    expect((await read()).accessToken).toBe(before.accessToken);
    await world.sandbox.control.clearFaults();
    await vi.waitFor(async () => expect(await row()).toMatchObject({ failures: 0, pair_number: 2 }), patient);
    expect(await works((await read()).accessToken)).toBe(true);
  });

  test('without a usable token the reader is told to try again, and why', async () => {
    const refused = await read();
    await fault({ mode: 'status', count: 2 });
    await expect(demandNewToken(world.service, refused)).rejects.toMatchObject({
      code: 'GHL_UNAVAILABLE',
      message: expect.stringMatching(/503|502/),
    });
  });

  test('the tokens of another account are never stored', async () => {
    const body = { access_token: 'a.b.c', refresh_token: 'd.e.f', expires_in: 86_399, companyId: 'somebody-else' };
    const other = { status: 200, contentType: 'application/json', body: JSON.stringify(body) };
    await fault({ mode: 'status', ...other, count: 1_000 });
    await dueNow();
    await vi.waitFor(async () => expect((await row()).last_error).toContain('another account'), patient);
    await world.sandbox.control.clearFaults();
    await vi.waitFor(async () => expect((await row()).pair_number).toBe(2), patient);
    expect(await works((await read()).accessToken)).toBe(true);
  });
});

describe('a grant that has ended', () => {
  test.for(['invalid_grant', 'unauthorized', 'free_text'] as const)(
    'is declared only after two refusals (%s), says why, and still gives the token in force',
    async (refreshFailureStyle) => {
      await world.sandbox.control.setKnobs({ refreshFailureStyle });
      const before = await read();
      await world.sandbox.control.revoke({ companyId, keepAccessTokens: true });
      await dueNow();
      await vi.waitFor(async () => expect((await row()).refused_at).not.toBeNull(), patient);
      await vi.waitFor(async () => expect((await row()).state).toBe('needs-reconnect'), patient);
      expect(await tokenCalls()).toBe(2);

      const installation = await callBridge(world.service, 'installation', { companyId });
      expect(installation.reason).toMatch(/GoHighLevel answered 40[01]: .*refresh token/i);
      expect((await read()).accessToken).toBe(before.accessToken);
      await expect(demandNewToken(world.service, before)).rejects.toMatchObject({
        code: 'RECONNECT_NEEDED',
        message: expect.stringContaining('connect GoHighLevel again'),
      });
    },
  );

  test('is not declared while GHL might still repeat its answer', async () => {
    const slow = await createWorld({ timings: { graceMs: 60_000 } });
    await signIn(slow.service);
    const refused = await callBridge(slow.service, 'accessToken', { companyId });
    await slow.sandbox.control.revoke({ companyId });
    await expect(demandNewToken(slow.service, refused)).rejects.toMatchObject({ code: 'GHL_UNAVAILABLE' });
    await expect(demandNewToken(slow.service, refused)).rejects.toMatchObject({ code: 'GHL_UNAVAILABLE' });
    expect((await callBridge(slow.service, 'installation', { companyId })).state).toBe('active');
    await slow.close();
  });

  test('is not declared while the pair before it, which a newer grant replaced untried, still works', async () => {
    await world.sandbox.control.addFault({ path: '/oauth/installedLocations', mode: 'status', count: 50 });
    await signIn(world.service);
    expect((await row()).previous_refresh_token).not.toBeNull();
    const body = JSON.stringify({ error: 'invalid_grant' });
    await fault({ mode: 'status', status: 400, contentType: 'application/json', body, count: 2 });
    await dueNow();
    await vi.waitFor(async () => expect(await row()).toMatchObject({ state: 'active', pair_number: 3 }), patient);
    expect(await works((await read()).accessToken)).toBe(true);
    expect(await row()).toMatchObject({ refused_at: null, previous_refresh_token: null });
  });

  test('comes back with the next sign-in', async () => {
    await world.sandbox.control.revoke({ companyId });
    await dueNow();
    await vi.waitFor(async () => expect((await row()).state).toBe('needs-reconnect'), patient);
    await signIn(world.service);
    expect(await row()).toMatchObject({ state: 'active', broken_reason: null, refused_at: null });
    expect(await works((await read()).accessToken)).toBe(true);
  });
});
