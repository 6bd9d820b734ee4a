import type { JobPriority, JobView } from '@groundwork/shared/views';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { count, openWorld, until, type World } from './world.ts';

/** Who writes when: one job at a time in an account, accounts side by side, and what is urgent first. */

let world: World;
const deadline = { timeout: 90_000 };

beforeAll(async () => {
  world = await openWorld();
}, 60_000);
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
  await sandbox.setKnobs({ latencyMs: 1_000, latencyJitterMs: 0 });
  const plans = await planAll(await openAccounts('Left', 'Right'), 'beside');
  const ids = await Promise.all(plans.map(({ id }) => start(id)));
  await until(async () => (await Promise.all(ids.map(job))).every((now) => count(now, 'RUNNING') > 0));
  await sandbox.setKnobs({ latencyMs: 0 });
  for (const id of ids) expect(await ended(id)).toMatchObject({ state: 'SUCCESS' });
});

test('an urgent job goes before those that were queued first and still wait', deadline, async () => {
  const { openAccounts, ended, job, sandbox, member } = world;
  await sandbox.setKnobs({ latencyMs: 0 });
  const names = Array.from({ length: 11 }, (_, index) => `Place ${index}`);
  const [urgent, ...others] = await planAll(await openAccounts(...names), 'queue');
  if (!urgent) throw new Error('eleven plans were made');
  await sandbox.setKnobs({ latencyMs: 1_000 });
  const lowIds = [];
  for (const { id } of others) lowIds.push(await start(id, 'low'));
  const workers = 8;
  await until(async () => {
    const page = await member.trpc.jobs.list.query({ state: 'PROCESSING', limit: 100 });
    return page.jobs.length === workers;
  });

  const urgentId = await start(urgent.id, 'high');
  const waiting = (await Promise.all(lowIds.map(job))).filter(({ state }) => state === 'PENDING');
  expect(waiting).toHaveLength(lowIds.length - workers);
  await sandbox.setKnobs({ latencyMs: 100 });

  const first = await ended(urgentId);
  const after = await Promise.all(waiting.map(({ id }) => ended(id)));
  for (const low of after) expect(startedAt(first).localeCompare(startedAt(low))).toBeLessThan(0);
  for (const one of [first, ...(await Promise.all(lowIds.map(ended)))]) expect(one).toMatchObject({ state: 'SUCCESS' });
});
