import { sql } from 'kysely';
import { expect, test } from 'vitest';
import { openClinic, tagsBlueprint } from '../testing/clinic.ts';
import { listJobs } from './list-jobs.ts';

const clinic = openClinic();

test('the pages of jobs have no gap and no repeat, also among jobs of one millisecond', async () => {
  const jobs = [];
  for (const count of [1, 2, 3, 4]) jobs.push(await clinic.start(tagsBlueprint(count)));
  const { db } = clinic.world.core;
  for (const [index, { id }] of jobs.entries())
    await sql`update jobs set created_at = ${`2026-11-01T12:00:00.00050${index}Z`}::timestamptz where id = ${id}`.execute(
      db,
    );
  const seen: string[] = [];
  let cursor: string | undefined;
  for (let isOver = false; !isOver; isOver = cursor === undefined) {
    const page = await listJobs(clinic.ctx, { limit: 1, cursor });
    seen.push(...page.jobs.map(({ id }) => id));
    cursor = page.nextCursor ?? undefined;
  }
  expect(seen).toEqual(jobs.map(({ id }) => id).toReversed());
});
