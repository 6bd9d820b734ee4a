import { sql } from 'kysely';
import { expect, test } from 'vitest';
import { saveBlueprint } from '../blueprints/save-blueprint.ts';
import { startEventBus } from '../events/event-bus.ts';
import { followEvents } from '../events/follow-events.ts';
import { getJob } from '../jobs/get-job.ts';
import { cancelJob } from '../jobs/cancel-job.ts';
import { resumeJob } from '../jobs/reopen-job.ts';
import { startRollout } from '../rollouts/start-rollout.ts';
import { never, openClinic, tagsBlueprint } from '../testing/clinic.ts';
import { openFleet } from '../testing/fleet.ts';
import { cleanUp } from './clean-up.ts';

const clinic = openClinic();
const cleanUpAfter = (days: number, stop = never, batchSize = 3) => {
  const { core } = clinic.world;
  return cleanUp({ ...core, now: () => new Date(Date.now() + days * 86_400_000) }, stop, batchSize);
};
const nothing = {
  rollouts: 0,
  jobs: 0,
  plans: 0,
  jobEvents: 0,
  agencyEvents: 0,
  sessions: 0,
  invitations: 0,
  webhooks: 0,
  driftIgnores: 0,
  assistantCalls: 0,
  assistantAnswers: 0,
  idempotentCalls: 0,
  deviceSignIns: 0,
  auditEntries: 0,
  apiKeys: 0,
};

test('what is young stays', async () => {
  await clinic.apply();
  await clinic.plan();
  expect(await cleanUpAfter(29)).toEqual(nothing);
});

test('after 30 days plans that were never applied go, and news of the agency; the job keeps its log', async () => {
  const job = await clinic.apply();
  await clinic.plan();
  const { last_id: agencyEvents } = await clinic.world.core.db
    .selectFrom('event_topics')
    .where('topic', '=', `agency:${clinic.ctx.actor.agencyId}`)
    .select('last_id')
    .executeTakeFirstOrThrow();
  expect(await cleanUpAfter(31)).toMatchObject({ jobs: 0, plans: 1, jobEvents: 0, agencyEvents });
  expect(agencyEvents).toBeGreaterThan(0);
  expect(await getJob(clinic.ctx, job.id)).toEqual(job);
});

test('after 90 days a job loses its log and says so, and the topic keeps counting', async () => {
  const job = await clinic.start();
  const cancelled = await cancelJob(clinic.ctx, { id: job.id });
  const { jobEvents } = await cleanUpAfter(91);
  expect(jobEvents).toBe(cancelled.cursor);
  expect(await getJob(clinic.ctx, job.id)).toEqual({ ...cancelled, log: [], logCleanedUp: true });
  await resumeJob(clinic.ctx, { id: job.id });
  // A job that is not finished loses nothing.
  expect((await cleanUpAfter(91)).jobEvents).toBe(0);
  const ended = await clinic.run(job);
  expect(ended).toMatchObject({ state: 'SUCCESS', logCleanedUp: true });
  expect(ended.log[0]?.id).toBeGreaterThan(cancelled.cursor);
});

test('after 400 days a job goes with its steps, its topic and its plan', async () => {
  await clinic.apply();
  expect(await cleanUpAfter(401)).toMatchObject({ jobs: 1, plans: 1, jobEvents: 0 });
  const { db } = clinic.world.core;
  for (const table of ['jobs', 'job_steps', 'plans'] as const)
    expect(await db.selectFrom(table).select('agency_id').execute()).toEqual([]);
  expect((await db.selectFrom('event_topics').select('topic').execute()).map(({ topic }) => topic)).toEqual([
    `agency:${clinic.ctx.actor.agencyId}`,
  ]);
  // What Groundwork knows of the account outlives the job that wrote it.
  expect((await clinic.plan()).summary['no-op']).toBe(5);
});

test('sessions and invitations go 30 days after their end', async () => {
  const { db } = clinic.world.core;
  const { memberId, agencyId } = clinic.ctx.actor;
  const inDays = (days: number) => new Date(Date.now() + days * 86_400_000);
  await db
    .insertInto('sessions')
    .values([
      { id_hash: 'ended', member_id: memberId, expires_at: inDays(-1) },
      { id_hash: 'open', member_id: memberId, expires_at: inDays(5) },
    ])
    .execute();
  const invitation = { agency_id: agencyId, email: 'a@example.com', name: 'A', role: 'viewer' as const };
  await db
    .insertInto('invitations')
    .values([
      { ...invitation, token_hash: 'open', expires_at: inDays(7) },
      { ...invitation, token_hash: 'accepted', expires_at: inDays(7), accepted_at: inDays(-1) },
      { ...invitation, token_hash: 'expired', expires_at: inDays(-1) },
    ])
    .execute();
  expect(await cleanUpAfter(30)).toEqual({ ...nothing, sessions: 1, invitations: 2 });
  expect((await db.selectFrom('sessions').select('id_hash').execute()).map((row) => row.id_hash)).toEqual(['open']);
});

test('one that is told to stop leaves the rest to the next', async () => {
  const job = await clinic.start();
  const { cursor } = await cancelJob(clinic.ctx, { id: job.id });
  const stop = new AbortController();
  const { core } = clinic.world;
  const removed = await sql`delete from events where topic = ${`job:${job.id}`} and id = 1`.execute(core.db);
  expect(removed.numAffectedRows).toBe(1n);
  stop.abort(new Error('told to stop'));
  await expect(cleanUpAfter(91, stop.signal)).rejects.toThrow('told to stop');
  expect((await cleanUpAfter(91)).jobEvents).toBe(cursor - 1);
});

test('a reader whose place was cleaned up is told so, and then follows what is new', async () => {
  const job = await clinic.apply();
  const { last } = await clinic.world.core.db
    .selectFrom('events')
    .where('topic', '=', `agency:${clinic.ctx.actor.agencyId}`)
    .select((event) => event.fn.max('id').as('last'))
    .executeTakeFirstOrThrow();
  await cleanUpAfter(31);
  const stop = new AbortController();
  const bus = await startEventBus(clinic.world.databaseUrl, clinic.ctx.db, clinic.ctx.log);
  const feed = (cursor: Record<string, number>) =>
    followEvents({ ...clinic.ctx, bus }, { topics: ['agency', `job:${job.id}`], cursor, signal: stop.signal });
  const behind = await feed({ agency: 1, [`job:${job.id}`]: job.cursor }).next();
  expect(behind.value.event).toMatchObject({ topic: 'agency', id: last, event: { type: 'feed.cut' } });
  expect(behind.value).toMatchObject({ cursor: { agency: last, [`job:${job.id}`]: job.cursor } });
  // One that had seen everything misses nothing.
  const upToDate = feed({ agency: last, [`job:${job.id}`]: job.cursor - 1 });
  expect((await upToDate.next()).value.event).toMatchObject({ topic: `job:${job.id}`, id: job.cursor });
  stop.abort();
  await bus.stop();
});

test('webhooks go after thirty days, whether they led to anything or not', async () => {
  await clinic.world.core.db
    .insertInto('webhook_deliveries')
    .values(
      ['a', 'b'].map((id) => ({ id, type: 'ContactCreate', body: '{}', handled_at: id === 'a' ? new Date() : null })),
    )
    .execute();
  expect(await cleanUpAfter(29)).toEqual(nothing);
  expect(await cleanUpAfter(31)).toEqual({ ...nothing, webhooks: 2 });
});

test('an ignore of drift goes 30 days after it ended', async () => {
  const { blueprintId } = await saveBlueprint(clinic.ctx, tagsBlueprint(1));
  await clinic.ctx.db
    .insertInto('drift_ignores')
    .values({
      agency_id: clinic.ctx.actor.agencyId,
      blueprint_id: blueprintId,
      cause: 'c',
      until: new Date(),
      reason: '',
    })
    .execute();
  expect(await cleanUpAfter(29)).toEqual(nothing);
  expect(await cleanUpAfter(31)).toEqual({ ...nothing, driftIgnores: 1 });
});

test('an answer of the assistant goes 30 days after it was last of use, a line of its ledger after 400; a call whose process died is settled', async () => {
  const { db } = clinic.world.core;
  const { agencyId: agency_id } = clinic.ctx.actor;
  const call = { agency_id, run_id: agency_id, task: 'author' as const, source: 'model' as const, reserved_tokens: 90 };
  await db
    .insertInto('assistant_calls')
    .values([
      { ...call, attempt: 1, state: 'DONE' },
      { ...call, attempt: 2 },
    ])
    .execute();
  await db
    .insertInto('assistant_answers')
    .values({ agency_id, key: 'k', task: 'author', model: 'm', answer: '{}', saved_tokens: 1 })
    .execute();
  expect(await cleanUpAfter(29)).toEqual(nothing);
  const rows = await db.selectFrom('assistant_calls').orderBy('attempt').select(['state', 'input_tokens']).execute();
  expect(rows).toEqual([
    { state: 'DONE', input_tokens: 0 },
    { state: 'FAILED', input_tokens: 90 },
  ]);
  expect(await cleanUpAfter(31)).toEqual({ ...nothing, assistantAnswers: 1 });
  expect(await cleanUpAfter(401)).toEqual({ ...nothing, assistantCalls: 2 });
});

test('plans of a rollout that waits for a person stay; it goes after 400 days, and so does one that is over', async () => {
  const fleet = openFleet(clinic);
  const ids = await fleet.open(2);
  const waiting = await fleet.planned(ids);
  expect(await cleanUpAfter(100)).toMatchObject({ plans: 0, rollouts: 0 });
  const over = await fleet.planned(ids);
  await startRollout(clinic.ctx, { id: over.id });
  await fleet.settle(over.id);
  expect(await cleanUpAfter(399)).toMatchObject({ plans: 0, rollouts: 0, jobs: 0 });
  expect(await startRollout(clinic.ctx, { id: waiting.id })).toMatchObject({ state: 'RUNNING' });
  expect(await cleanUpAfter(401)).toMatchObject({ rollouts: 1, jobs: 2 });
  expect((await clinic.ctx.db.selectFrom('rollouts').select('id').execute()).map(({ id }) => id)).toEqual([waiting.id]);
});

test('a call that may be sent twice and a sign-in of a tool go after a day, what keys did after 400, an ended key after that', async () => {
  const { db } = clinic.world.core;
  const { agencyId: agency_id, memberId: member_id } = clinic.ctx.actor;
  const key = { agency_id, member_id, prefix: 'gw_abcd', role: 'viewer', made_by: 'settings' } as const;
  await db
    .insertInto('api_keys')
    .values([
      { ...key, name: 'ended', secret_hash: 'ended', revoked_at: new Date() },
      { ...key, name: 'open', secret_hash: 'open' },
    ])
    .execute();
  await db.insertInto('audit_entries').values({ agency_id, action: 'key.created' }).execute();
  await db
    .insertInto('idempotent_calls')
    .values({ agency_id, key: 'k', procedure: 'p', input_hash: 'h', run_id: agency_id })
    .execute();
  await db
    .insertInto('device_sign_ins')
    .values({ device_code_hash: 'd', user_code_hash: 'u', client_name: 'CLI', expires_at: new Date() })
    .execute();
  expect(await cleanUpAfter(0.9)).toEqual(nothing);
  expect(await cleanUpAfter(1.1)).toEqual({ ...nothing, idempotentCalls: 1, deviceSignIns: 1 });
  expect(await cleanUpAfter(400.5)).toEqual({ ...nothing, auditEntries: 1 });
  expect(await cleanUpAfter(402)).toEqual({ ...nothing, apiKeys: 1 });
  expect(await db.selectFrom('api_keys').select('name').execute()).toEqual([{ name: 'open' }]);
});
