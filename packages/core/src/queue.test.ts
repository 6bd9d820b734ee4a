import { afterAll, beforeAll, expect, test } from 'vitest';
import { applyQueue, cleanUpQueue, driftScheduleQueue, createBoss, migrateQueue } from './queue.ts';
import { cancelJob } from './jobs/cancel-job.ts';
import { resumeJob } from './jobs/reopen-job.ts';
import { startJob } from './jobs/start-job.ts';
import { openClinic, tagsBlueprint } from './testing/clinic.ts';

const clinic = openClinic();
let boss: ReturnType<typeof createBoss>;
beforeAll(async () => {
  boss = createBoss(clinic.world.databaseUrl, 'client');
  boss.on('error', () => {});
  await boss.start();
});
afterAll(() => boss.stop({ graceful: false }));

const fetchAll = async () => {
  const found: unknown[] = [];
  for (;;) {
    const [message] = await boss.fetch<{ jobId: string; run: number }>(applyQueue);
    if (!message) return found;
    found.push(message.data);
    await boss.complete(applyQueue, message.id);
  }
};

test('jobs are taken by their priority, and then in the order they came', async () => {
  const start = async (tags: number, priority: 'low' | 'normal' | 'high') =>
    startJob(clinic.ctx, { planId: (await clinic.plan(tagsBlueprint(tags))).id, priority });
  const [low, normal, high] = [await start(1, 'low'), await start(2, 'normal'), await start(3, 'high')];
  expect([low.priority, normal.priority, high.priority]).toEqual(['low', 'normal', 'high']);
  expect(await fetchAll()).toEqual([high, normal, low].map(({ id }) => ({ jobId: id, run: 1 })));
});

test('a job that is started again is enqueued again, at its old priority', async () => {
  const job = await startJob(clinic.ctx, { planId: (await clinic.plan()).id, priority: 'high' });
  await fetchAll();
  await cancelJob(clinic.ctx, { id: job.id });
  await resumeJob(clinic.ctx, { id: job.id });
  const [message] = await boss.fetch(applyQueue, { includeMetadata: true });
  expect(message).toMatchObject({ data: { jobId: job.id, run: 2 }, priority: 10 });
});

test('what repeats is scheduled once, however often the migrations run, and the clean-up makes up for a missed day', async () => {
  await migrateQueue(clinic.world.databaseUrl);
  await migrateQueue(clinic.world.databaseUrl);
  const schedules = (await boss.getSchedules()).toSorted((a, b) => (a.name < b.name ? -1 : 1));
  expect(schedules).toMatchObject([
    { name: cleanUpQueue, timezone: 'UTC', options: { missed: 'once' } },
    { name: driftScheduleQueue },
  ]);
});
