import type { JobPriority, JobView } from '@groundwork/shared/views';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { count, openWorld, until, type World } from './world.ts';

/** Who writes when: one job at a time in an account, accounts side by side, and what is urgent first. */

let world: World;
const deadline = { timeout: 180_000 };

beforeAll(async () => {
  world = await openWorld();
});
afterAll(() => world.instance.stop());

const source = (name: string) => `
groundwork: 1
name: ${name}
resources:
  tag:
${Array.from({ length: 4 }, (_, index) => `    t${index}: { name: ${name} ${index} }`).join('\n')}
  customField:
    field: { name: ${name} field, model: contact, dataType: TEXT }
  customValue:
    value: { name: ${name} value, value: "\${customField.field.fieldKey}" }
`;

const start = async (planId: string, priority: JobPriority = 'normal') =>
  (await world.member.trpc.jobs.start.mutate({ planId, priority })).id;

const planAll = async (accounts: Record<string, string>, blueprint: string) => {
  const plans = [];
  for (const id of Object.values(accounts)) plans.push(await world.plan(id, source(blueprint)));
  return plans;
};

const startedAt = (job: JobView): string => {
  if (job.startedAt === null) throw new Error(`job ${job.id} was never started`);
  return job.startedAt;
};

test('two jobs of one account never write in between each other', deadline, async () => {
  const { openAccounts, plan, ended, sandbox } = world;
  const { Shared } = await openAccounts('Shared');
  const plans = [await plan(Shared, source('one')), await plan(Shared, source('two'))];
  await sandbox.setKnobs({ latencyMs: 200, latencyJitterMs: 300 });
  const ids = await Promise.all(plans.map(({ id }) => start(id)));
  const jobs = await Promise.all(ids.map(ended));
  expect(jobs.map(({ state, error }) => ({ state, error }))).toEqual(
    Array.from({ length: 2 }, () => ({ state: 'SUCCESS', error: null })),
  );

  // As the sandbox took them: all of one job's tags, then all of the other's.
  const tags = (await sandbox.listResources({ kind: 'tag', ownerId: Shared })).map(({ name }) =>
    String(name).slice(0, 3),
  );
  expect(tags).toHaveLength(8);
  expect(tags.filter((job, index) => index > 0 && job !== tags[index - 1])).toHaveLength(1);
  // And of every kind: the later job asks for nothing before the earlier one has read back its last write.
  const [earlier, later] = jobs.toSorted((a, b) => startedAt(a).localeCompare(startedAt(b)));
  const firstWrite = later?.steps.map((step) => step.startedAt ?? '').toSorted()[0] ?? '';
  expect(earlier?.finishedAt?.localeCompare(firstWrite)).toBeLessThanOrEqual(0);
});

test('jobs of different accounts write side by side', deadline, async () => {
  const { openAccounts, ended, job, sandbox } = world;
  await sandbox.setKnobs({ latencyMs: 0, latencyJitterMs: 0 });
  const plans = await planAll(await openAccounts('Left', 'Right'), 'beside');
  // Only now: a first token, too, takes several calls, and nobody waits for one without end.
  await sandbox.setKnobs({ latencyMs: 4_000 });
  const ids = await Promise.all(plans.map(({ id }) => start(id)));
  await until(async () => (await Promise.all(ids.map(job))).every((now) => count(now, 'RUNNING') > 0));
  await sandbox.setKnobs({ latencyMs: 0 });
  for (const id of ids) expect(await ended(id)).toMatchObject({ state: 'SUCCESS' });
});

test('an urgent job goes before those of its account that were queued first and still wait', deadline, async () => {
  const { openAccounts, plan, ended, job, sandbox } = world;
  await sandbox.setKnobs({ latencyMs: 0 });
  const { Queue } = await openAccounts('Queue');
  const plans = [];
  for (const name of ['running', 'low', 'lower', 'urgent']) plans.push(await plan(Queue, source(name)));
  const [running, low, lower, urgent] = plans;
  if (!running || !low || !lower || !urgent) throw new Error('four plans were made');
  await sandbox.setKnobs({ latencyMs: 8_000 });
  const runningId = await start(running.id);
  await until(async () => (await job(runningId)).state === 'PROCESSING');
  const lowIds = [await start(low.id, 'low'), await start(lower.id, 'low')];
  const urgentId = await start(urgent.id, 'high');
  expect(await job(runningId)).toMatchObject({ state: 'PROCESSING' });
  await sandbox.setKnobs({ latencyMs: 50 });

  const jobs = await Promise.all([runningId, urgentId, ...lowIds].map(ended));
  for (const one of jobs) expect(one).toMatchObject({ state: 'SUCCESS' });
  const starts = jobs.map(startedAt);
  expect(starts).toEqual(starts.toSorted());
});
