import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { createGroundwork, type Groundwork, GroundworkError, type JobEvent } from '../src/index.ts';
import { openInstance, type OpenInstance } from './open-instance.ts';
import { version } from '../src/version.ts';
import { tagsBlueprint } from './tags-blueprint.ts';

type Fetch = typeof globalThis.fetch;

let open: OpenInstance;
let gw: Groundwork;
beforeAll(async () => {
  open = await openInstance();
  gw = connect();
});
afterAll(() => open?.instance.stop());

const connect = (fetch: Fetch = globalThis.fetch, more: { maxRetries?: number } = {}): Groundwork =>
  createGroundwork({ url: open.url, apiKey: open.apiKey, fetch, ...more });
const pathOf = (input: Parameters<Fetch>[0]): string => new URL(input instanceof Request ? input.url : input).pathname;
const failed = async (call: Promise<unknown>): Promise<GroundworkError> => {
  const error: unknown = await call.then(
    () => null,
    (cause: unknown) => cause,
  );
  if (!(error instanceof GroundworkError)) throw new Error(`no GroundworkError: ${String(error)}`);
  return error;
};

async function planTags(name: string, count: number, client = gw) {
  const version = await client.blueprints.save(tagsBlueprint(name, count));
  const { accounts } = await client.accounts.list();
  const account = accounts.find(({ state }) => state === 'active');
  if (!account) throw new Error('no account');
  return {
    account,
    version,
    plan: await client.plans.create({ locationId: account.id, blueprintVersionId: version.id }),
  };
}

test('a key says whose it is', async () => {
  const me = await gw.me();
  expect(me.apiKey).toMatchObject({ name: 'a test', role: 'admin' });
});

test("the server's log tells which program called, and by which SDK", async () => {
  const named = createGroundwork({ url: open.url, apiKey: open.apiKey, userAgent: 'nightly-drift/1.2' });
  await named.me();
  const log = () => readFileSync(join(open.instance.dataDir, 'logs', 'api.log'), 'utf8');
  await expect.poll(log).toContain(`"userAgent":"nightly-drift/1.2 groundwork-sdk/${version}"`);
  await createGroundwork({ url: open.url, apiKey: open.apiKey, userAgent: 'x'.repeat(5_000) }).me();
  await expect.poll(log).toContain(`"userAgent":"${'x'.repeat(200)}"`);
});

test('a job is applied, followed over a cut of its stream without a gap or a repeat, and waited for', async () => {
  const { plan } = await planTags('Followed', 6);
  let streams = 0;
  // The first two streams are cut after their first event.
  const cutting: Fetch = async (input, init) => {
    const answer = await fetch(input, init);
    if (pathOf(input) !== '/trpc/feed' || !answer.body || ++streams > 2) return answer;
    const decoder = new TextDecoder();
    let text = '';
    const cut = new TransformStream<Uint8Array, Uint8Array>({
      transform(piece, controller) {
        text += decoder.decode(piece, { stream: true });
        const id = text.indexOf('\nid:');
        const end = id < 0 ? -1 : text.indexOf('\n\n', id);
        if (end < 0) return;
        controller.enqueue(new TextEncoder().encode(text.slice(0, end + 2)));
        controller.terminate();
      },
    });
    return new Response(answer.body.pipeThrough(cut), { status: answer.status, headers: answer.headers });
  };
  const client = connect(cutting);
  const job = await client.jobs.start({ planId: plan.id });
  const seen: JobEvent[] = [];
  for await (const event of client.jobs.events(job.id)) seen.push(event);
  expect(seen.map(({ id }) => id)).toEqual(seen.map((_, index) => index + 1));
  expect(streams).toBeGreaterThan(2);

  const ended = await gw.waitForJob(job.id);
  expect(ended).toMatchObject({ state: 'SUCCESS', done: 6, cursor: seen.length });
  const rest: JobEvent[] = [];
  for await (const event of gw.jobs.events(job.id, { after: 2 })) rest.push(event);
  expect(rest.map(({ id }) => id)).toEqual(seen.slice(2).map(({ id }) => id));
});

test('a job is followed over a restart of the server', async () => {
  const { plan } = await planTags('Restarted', 12);
  const job = await gw.jobs.start({ planId: plan.id });
  const seen: number[] = [];
  let killed: Promise<void> | undefined;
  for await (const event of gw.jobs.events(job.id)) {
    seen.push(event.id);
    killed ??= open.instance.roles.api.kill('SIGKILL');
  }
  expect(seen).toEqual(seen.map((_, index) => index + 1));
  await killed;
  await open.instance.ready();
  expect((await gw.jobs.get(job.id)).cursor).toBe(seen.length);
});

test('who waits for a job outlasts a server that is away longer than a call tries', async () => {
  const { plan } = await planTags('Away', 1);
  const job = await gw.jobs.start({ planId: plan.id });
  await gw.waitForJob(job.id);
  let looks = 0;
  const away: Fetch = (input, init) => {
    if (pathOf(input) === '/trpc/jobs.get') looks += 1;
    // The job is known and has ended; what is asked last is answered only at the third try.
    return looks === 3 || looks === 4 ? Promise.reject(new TypeError('fetch failed')) : fetch(input, init);
  };
  const client = connect(away, { maxRetries: 0 });
  expect((await client.waitForJob(job.id)).state).toBe('SUCCESS');
  expect(looks).toBe(5);
});

test('a list is walked page by page', async () => {
  const all = await gw.jobs.list().toArray();
  const walked: string[] = [];
  for await (const job of gw.jobs.list({ limit: 1 })) walked.push(job.id);
  expect(walked).toEqual(all.map(({ id }) => id));
  const first = await gw.jobs.list({ limit: 1 }).page();
  const second = await gw.jobs.list({ limit: 1 }).page(first.nextCursor);
  expect([first, second].map(({ items }) => items[0]?.id)).toEqual(walked.slice(0, 2));
});

test('accounts are walked one by one, all or those that are meant', async () => {
  const { accounts } = await gw.accounts.list();
  expect(await gw.accounts.each().toArray()).toEqual(accounts);
  const walked: string[] = [];
  for await (const { id } of gw.accounts.each({ state: 'active' })) walked.push(id);
  expect(walked).toEqual(accounts.filter(({ state }) => state === 'active').map(({ id }) => id));
  expect(walked).not.toEqual([]);
  expect(await gw.accounts.each({ group: 'There is no such group' }).toArray()).toEqual([]);
});

test('a change whose answer was lost is sent again under its key, and done once', async () => {
  const { account, version } = await planTags('Lost', 1);
  const keys: (string | null)[] = [];
  const losing: Fetch = async (input, init) => {
    const answer = await fetch(input, init);
    if (pathOf(input) !== '/trpc/plans.create') return answer;
    keys.push(new Headers(init?.headers).get('idempotency-key'));
    if (keys.length > 1) return answer;
    await answer.text();
    throw new TypeError('fetch failed');
  };
  const input = { locationId: account.id, blueprintVersionId: version.id };
  const plan = await connect(losing).plans.create(input);
  expect(keys).toEqual([keys[0], keys[0]]);
  const again = await gw.plans.create(input, { idempotencyKey: keys[0] ?? '' });
  expect(again.id).toBe(plan.id);
  const other = await failed(gw.plans.create({ ...input, only: ['tag.t0'] }, { idempotencyKey: keys[0] ?? '' }));
  expect(other).toMatchObject({ code: 'CONFLICT', retryable: false, status: 409 });
});

test('what is refused for good is sent once; what may pass is sent again, but not more often than told', async () => {
  let tries = 0;
  const counting =
    (answer: () => Response): Fetch =>
    () => {
      tries += 1;
      return Promise.resolve(answer());
    };
  const busy = () => new Response('busy', { status: 503, headers: { 'retry-after': '0' } });
  expect(await failed(connect(counting(busy), { maxRetries: 2 }).me())).toMatchObject({
    code: 'BAD_ANSWER',
    status: 503,
  });
  expect(tries).toBe(3);
  tries = 0;
  // Whoever is asked to wait an hour is told so at once.
  const closed = () => new Response('closed', { status: 503, headers: { 'retry-after': '3600' } });
  expect(await failed(connect(counting(closed)).me())).toMatchObject({ retryAfterSeconds: 3600 });
  expect(tries).toBe(1);
  tries = 0;
  const unknown = '00000000-0000-4000-8000-000000000000';
  const missing = await failed(connect((input, init) => ((tries += 1), fetch(input, init))).jobs.get(unknown));
  expect(missing).toMatchObject({ code: 'NOT_FOUND', status: 404, retryable: false });
  expect(missing.requestId).toMatch(/^[0-9a-f-]{36}$/);
  expect(tries).toBe(1);
});

test('an input that is not well formed is told place by place', async () => {
  const error = await failed(gw.jobs.get('not an id'));
  expect(error.code).toBe('BAD_REQUEST');
  expect(error.issues).toEqual([expect.objectContaining({ path: 'id' })]);
});

test('a call is called off by its signal, and given up after its time', async () => {
  const silent: Fetch = (_, init) =>
    new Promise((_resolve, reject) => {
      init?.signal?.addEventListener('abort', () => reject(new Error('aborted')));
    });
  const client = connect(silent, { maxRetries: 0 });
  expect(await failed(client.me({ signal: AbortSignal.abort('no') }))).toMatchObject({ code: 'ABORTED', cause: 'no' });
  const controller = new AbortController();
  const call = failed(client.me({ signal: controller.signal }));
  controller.abort();
  expect(await call).toMatchObject({ code: 'ABORTED', retryable: false });
  expect(await failed(client.me({ timeoutMs: 10 }))).toMatchObject({ code: 'TIMED_OUT', retryable: true });
  const late = await failed(client.me({ signal: AbortSignal.timeout(10) }));
  expect(late).toMatchObject({ code: 'ABORTED', message: expect.stringContaining('called off: ') as string });
});

test('a wait ends after its time, and says that what it waited for goes on', async () => {
  const silent: Fetch = () => new Promise(() => {});
  const client = connect(silent);
  const id = '00000000-0000-4000-8000-000000000000';
  expect(await failed(client.waitForJob(id, { timeoutMs: 10 }))).toMatchObject({
    code: 'TIMED_OUT',
    retryable: true,
    message: expect.stringMatching(/^The job has not ended within 10 ms\. It goes on/) as string,
  });
  expect((await failed(client.waitForRollout(id, { timeoutMs: 10 }))).message).toMatch(/^The rollout has not ended/);
  const ended = AbortSignal.abort();
  expect(await failed(client.waitForJob(id, { timeoutMs: 60_000, signal: ended }))).toMatchObject({ code: 'ABORTED' });
});

test('a key that is none is told so, also by a stream', async () => {
  const stranger = createGroundwork({ url: open.url, apiKey: `gw_${'x'.repeat(43)}` });
  expect(await failed(stranger.me())).toMatchObject({ code: 'UNAUTHORIZED', status: 401 });
  const [job] = await gw.jobs.list().toArray(1);
  const endable: Fetch = (input, init) =>
    fetch(input, pathOf(input) === '/trpc/feed' ? { ...init, headers: { authorization: 'Bearer gw_none' } } : init);
  const follow = async () => {
    for await (const event of connect(endable).jobs.events(job?.id ?? '', {
      after: (await gw.jobs.get(job?.id ?? '')).cursor - 1,
    }))
      throw new Error(`told of ${event.id}`);
  };
  expect(await failed(follow())).toMatchObject({ code: 'UNAUTHORIZED' });
});

test('following ends where its signal says so', async () => {
  const { plan } = await planTags('Called off', 3);
  const job = await gw.jobs.start({ planId: plan.id });
  const controller = new AbortController();
  const follow = async () => {
    for await (const _event of gw.jobs.events(job.id, { signal: controller.signal })) controller.abort();
  };
  expect(await failed(follow())).toMatchObject({ code: 'ABORTED' });
  expect((await gw.waitForJob(job.id)).state).toBe('SUCCESS');
});
