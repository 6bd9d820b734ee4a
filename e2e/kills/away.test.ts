import { encodeCursor } from '@groundwork/shared/events';
import { setTimeout as sleep } from 'node:timers/promises';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { signIn } from '../../scripts/sign-in.ts';
import { contentsOf } from './contents.ts';
import { count, openWorld, until, type World } from './world.ts';

/** Real processes that are away for a while, or frozen, and a page that watches meanwhile. */

let world: World;
const deadline = { timeout: 180_000 };

beforeAll(async () => {
  world = await openWorld();
});
afterAll(() => world.instance.stop());

const total = 14;
const source = `
groundwork: 1
name: Small
resources:
  tag:
${Array.from({ length: 12 }, (_, index) => `    t${index}: { name: small ${index} }`).join('\n')}
  customField:
    insurer: { name: Insurer, model: contact, dataType: TEXT }
  customValue:
    hint: { name: Hint, value: "\${customField.insurer.fieldKey}" }
`;

const start = async (planId: string) => world.member.trpc.jobs.start.mutate({ planId });
const isMidway = async (jobId: string) => count(await world.job(jobId), 'APPLIED', 'VERIFIED') >= 3;

describe('an apply', () => {
  test('waits for an OAuth service that is away, and goes on when it is back', deadline, async () => {
    const { instance, openAccounts, plan, job, ended } = world;
    const { Absent } = await openAccounts('Absent');
    const approved = await plan(Absent, source);
    await instance.roles.oauth.stop();
    // Nobody has a token any more that the worker could have kept.
    await world.sandbox.expireAccessTokens();
    const { id } = await start(approved.id);
    await until(async () => (await job(id)).state === 'PROCESSING');
    await sleep(3_000);
    expect(await job(id)).toMatchObject({ state: 'PROCESSING', done: 0 });
    instance.roles.oauth.start();
    expect(await ended(id)).toMatchObject({ state: 'SUCCESS', done: total });
  });

  test('of a worker that was frozen longer than its lease is not written to after it wakes', deadline, async () => {
    const { instance, sandbox, openAccounts, plan, ended } = world;
    const { Frozen } = await openAccounts('Frozen');
    const approved = await plan(Frozen, source);
    await sandbox.setKnobs({ latencyMs: 2_000 });
    const { id } = await start(approved.id);
    await until(() => isMidway(id));
    const { pid } = instance.roles.worker;
    if (!pid) throw new Error('no worker');
    process.kill(pid, 'SIGSTOP');
    await sleep(14_000);
    process.kill(pid, 'SIGCONT');
    await sandbox.setKnobs({ latencyMs: 0 });
    expect(await ended(id)).toMatchObject({ state: 'SUCCESS', done: total });
    expect(await contentsOf(sandbox, Frozen)).toHaveLength(total);
  });
});

describe('the feed', () => {
  test('goes on over an API restart without a gap or a repeat', deadline, async () => {
    const { instance, sandbox, member, openAccounts, plan, ended } = world;
    const { Watched } = await openAccounts('Watched');
    const approved = await plan(Watched, source);
    await sandbox.setKnobs({ latencyMs: 2_000 });
    const job = await start(approved.id);
    const ids: number[] = [];
    const feed = member.trpc.feed.subscribe(
      { topics: [`job:${job.id}`], lastEventId: encodeCursor({ [`job:${job.id}`]: job.cursor }) },
      { onData: (event) => void ids.push(event.data.id) },
    );
    await until(() => isMidway(job.id));
    await instance.roles.api.kill('SIGKILL');
    await instance.ready();
    await sandbox.setKnobs({ latencyMs: 0 });
    const end = await ended(job.id);
    await until(() => Promise.resolve(ids.at(-1) === end.cursor));
    feed.unsubscribe();
    expect(ids).toEqual(Array.from({ length: end.cursor - job.cursor }, (_, index) => job.cursor + 1 + index));
  });

  test('ends when its session is signed out', deadline, async () => {
    const other = await signIn(world.instance.url);
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
