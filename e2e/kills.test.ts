import { createSandboxControl, fixtures } from '@groundwork/ghl-sandbox';
import { encodeCursor } from '@groundwork/shared/events';
import type { JobView, PlanView } from '@groundwork/shared/views';
import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { type Instance, startInstance } from '../scripts/instance.ts';
import { type SignedIn, signIn } from '../scripts/sign-in.ts';

/** Real processes, killed without warning in the middle of an apply. */

let instance: Instance;
let member: SignedIn;
let sandbox: ReturnType<typeof createSandboxControl>;
const deadline = { timeout: 150_000 };

beforeAll(async () => {
  instance = await startInstance({ useFreePorts: true, buildWeb: false });
  if (!instance.sandboxUrl) throw new Error('no sandbox');
  sandbox = createSandboxControl(instance.sandboxUrl);
  member = await signIn(instance.url);
}, 120_000);
afterAll(() => instance.stop());

const source = (name: string) => `
groundwork: 1
name: ${name}
resources:
  tag:
${Array.from({ length: 12 }, (_, index) => `    t${index}: { name: ${name} tag ${index} }`).join('\n')}
  customField:
    insurer: { name: ${name} insurer, model: contact, dataType: TEXT }
  customValue:
    hint: { name: ${name} hint, value: "\${customField.insurer.fieldKey}" }
`;

async function plan(name: string, locationId: string): Promise<PlanView> {
  const version = await member.trpc.blueprints.save.mutate({ source: source(name) });
  return member.trpc.plans.create.mutate({ locationId, blueprintVersionId: version.id, variables: {} });
}

/** Waits for the job's end by asking, as a page does whose stream was lost. */
async function ended(jobId: string): Promise<JobView> {
  for (let asked = 0; asked < 400; asked++) {
    const job = await member.trpc.jobs.get.query({ id: jobId }).catch(() => null);
    if (job && job.state !== 'PENDING' && job.state !== 'PROCESSING') return job;
    await sleep(250);
  }
  throw new Error(`job ${jobId} does not end: ${JSON.stringify(await member.trpc.jobs.get.query({ id: jobId }))}`);
}

const until = async (what: () => Promise<boolean>): Promise<void> => {
  for (let asked = 0; asked < 400; asked++) {
    if (await what().catch(() => false)) return;
    await sleep(25);
  }
  throw new Error('it never came to that');
};

const applied = async (jobId: string, count: number) =>
  (await member.trpc.jobs.get.query({ id: jobId })).steps.filter((step) => step.state === 'APPLIED').length >= count;

const tagNames = async (name: string, locationId: string) =>
  (await sandbox.listResources({ kind: 'tag', ownerId: locationId }))
    .map((tag) => String(tag['name']))
    .filter((tag) => tag.startsWith(name));

/** Slow enough to be killed in the middle. */
async function startSlowly(name: string, locationId: string): Promise<string> {
  const approved = await plan(name, locationId);
  await sandbox.setKnobs({ latencyMs: 300 });
  const job = await member.trpc.jobs.start.mutate({ planId: approved.id });
  await until(() => applied(job.id, 3));
  return job.id;
}

const recover = () => sandbox.setKnobs({ latencyMs: 0 });

describe('killing a process in the middle of an apply loses nothing and writes nothing twice', () => {
  test.each([
    ['worker', 'gym'],
    ['oauth', 'lawFirm'],
    ['api', 'medSpa'],
    ['sandbox', 'roofing'],
  ] as const)('%s', deadline, async (role, place) => {
    const locationId = fixtures.locations[place].id;
    const jobId = await startSlowly(role, locationId);
    await instance.roles[role]?.kill('SIGKILL');
    await instance.ready();
    await recover();
    const job = await ended(jobId);
    expect(job.error).toBeNull();
    expect(job).toMatchObject({ state: 'SUCCESS', total: 14, done: 14, failed: 0 });
    expect((await tagNames(role, locationId)).toSorted()).toEqual(
      Array.from({ length: 12 }, (_, index) => `${role} tag ${index}`).toSorted(),
    );
    const again = await plan(role, locationId);
    expect(again.summary).toMatchObject({ create: 0, update: 0, adopt: 0, 'no-op': 14 });
  });

  test('PostgreSQL', deadline, async () => {
    const locationId = fixtures.locations.chiropractor.id;
    const jobId = await startSlowly('postgres', locationId);
    const pid = Number((await readFile(join(instance.dataDir, 'postgres', 'postmaster.pid'), 'utf8')).split('\n')[0]);
    process.kill(pid, 'SIGKILL');
    await recover();
    expect(await ended(jobId)).toMatchObject({ state: 'SUCCESS', total: 14, done: 14, failed: 0 });
    expect(await tagNames('postgres', locationId)).toHaveLength(12);
  });

  test('an apply waits for an OAuth service that is away, and goes on when it is back', deadline, async () => {
    const locationId = fixtures.locations.autoRepair.id;
    const approved = await plan('absent', locationId);
    await instance.roles.oauth.stop();
    const job = await member.trpc.jobs.start.mutate({ planId: approved.id });
    await until(async () => (await member.trpc.jobs.get.query({ id: job.id })).state === 'PROCESSING');
    await sleep(3_000);
    expect(await member.trpc.jobs.get.query({ id: job.id })).toMatchObject({ state: 'PROCESSING', done: 0 });
    instance.roles.oauth.start();
    expect(await ended(job.id)).toMatchObject({ state: 'SUCCESS', done: 14 });
  });

  test('a worker that was frozen longer than its lease writes nothing after it wakes', deadline, async () => {
    const locationId = fixtures.locations.restaurant.id;
    const jobId = await startSlowly('frozen', locationId);
    const { pid } = instance.roles.worker;
    if (!pid) throw new Error('no worker');
    process.kill(pid, 'SIGSTOP');
    await sleep(14_000);
    process.kill(pid, 'SIGCONT');
    await recover();
    expect(await ended(jobId)).toMatchObject({ state: 'SUCCESS', done: 14 });
    expect(await tagNames('frozen', locationId)).toHaveLength(12);
  });
});

describe('the feed', () => {
  test('goes on over an API restart without a gap or a repeat', deadline, async () => {
    const locationId = fixtures.locations.petCare.id;
    const approved = await plan('feed', locationId);
    await sandbox.setKnobs({ latencyMs: 200 });
    const job = await member.trpc.jobs.start.mutate({ planId: approved.id });
    const ids: number[] = [];
    const feed = member.trpc.feed.subscribe(
      { topics: [`job:${job.id}`], lastEventId: encodeCursor({ [`job:${job.id}`]: job.cursor }) },
      { onData: (event) => void ids.push(event.data.id) },
    );
    await until(() => applied(job.id, 3));
    await instance.roles.api.kill('SIGKILL');
    await instance.ready();
    await recover();
    const end = await ended(job.id);
    await until(() => Promise.resolve(ids.at(-1) === end.cursor));
    feed.unsubscribe();
    expect(ids).toEqual(Array.from({ length: end.cursor - job.cursor }, (_, index) => job.cursor + 1 + index));
  });

  test('ends when its session is signed out', deadline, async () => {
    const other = await signIn(instance.url);
    const ended = Promise.withResolvers<void>();
    const feed = other.trpc.feed.subscribe(
      { topics: ['agency'] },
      { onComplete: ended.resolve, onError: () => ended.resolve() },
    );
    await other.trpc.session.signOut.mutate();
    await ended.promise;
    feed.unsubscribe();
    await expect(other.trpc.session.me.query()).rejects.toThrow(/not signed in/);
  });
});
