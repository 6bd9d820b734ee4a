import { kinds } from '@groundwork/shared/kinds';
import { sql } from 'kysely';
import { expect, test } from 'vitest';
import { openClinic } from '../testing/clinic.ts';

const clinic = openClinic();

/** Which transaction told of it that a step is in a state. */
async function commitOf(jobId: string, address: string, state: string): Promise<string | undefined> {
  const { rows } = await sql<{ commit: string }>`
    select xmin::text as commit from events
    where topic = ${`job:${jobId}`} and event->'step'->>'address' = ${address} and event->'step'->>'state' = ${state}`.execute(
    clinic.world.core.db,
  );
  return rows[0]?.commit;
}

const place = async (id: string, address: string) =>
  clinic.world.core.db
    .selectFrom('job_steps')
    .where('job_id', '=', id)
    .where(sql<boolean>`item->>'address' = ${address}`)
    .select(['state', 'intent'])
    .executeTakeFirstOrThrow();

test('what waited for a result is announced in the transaction that holds the result', async () => {
  const job = await clinic.run(await clinic.start());
  expect(job.state).toBe('SUCCESS');
  const applied = await commitOf(job.id, 'customField.insurer', 'APPLIED');
  expect(applied).toEqual(expect.any(String));
  expect(await commitOf(job.id, 'customValue.hint', 'RUNNING')).toBe(applied);
});

test('a result that could not be committed leaves no trace of what waited for it, in our rows nor in the account', async () => {
  const job = await clinic.start();
  const { core } = clinic.world;
  const create: typeof core.ghl.create = async (kind, at, attributes) => {
    const live = await core.ghl.create(kind, at, attributes);
    if (kind === 'customField')
      await core.db
        .updateTable('location_leases')
        .set((row) => ({ fence: row('fence', '+', 1) }))
        .execute();
    return live;
  };
  await expect(clinic.run(job, { create })).rejects.toThrow('another worker has taken over');
  expect(await place(job.id, 'customField.insurer')).toMatchObject({ state: 'RUNNING' });
  expect(await place(job.id, 'customValue.hint')).toEqual({ state: 'PENDING', intent: null });
  const values = await clinic.list('customValue');
  expect(values.map(({ attributes }) => kinds.customValue.title(attributes))).not.toContain('Insurer hint');

  await core.db
    .updateTable('location_leases')
    .set({ expires_at: new Date(0) })
    .execute();
  expect(await clinic.run(job)).toMatchObject({ state: 'SUCCESS', done: 5 });
  expect(await clinic.names('customField')).toEqual(['Insurer']);
});

test('a step may be read back before its result is committed, and both are told', async () => {
  const job = await clinic.start('groundwork: 1\nname: Clinic\nresources:\n  tag:\n    vip: { name: vip }\n');
  const { core } = clinic.world;
  const release = Promise.withResolvers<void>();
  // The transaction of the result waits for this one, while the account is read back.
  const create: typeof core.ghl.create = async (...args) => {
    const live = await core.ghl.create(...args);
    const locked = Promise.withResolvers<void>();
    core.db
      .transaction()
      .execute(async (tx) => {
        await tx.selectFrom('job_steps').where('job_id', '=', job.id).selectAll().forUpdate().execute();
        locked.resolve();
        await release.promise;
      })
      .catch(locked.reject);
    await locked.promise;
    return live;
  };
  const list: typeof core.ghl.list = async (...args) => {
    const found = await core.ghl.list(...args);
    if (found.length > 0) setTimeout(release.resolve, 20);
    return found;
  };
  const ended = await clinic.run(job, { create, list });
  expect(ended).toMatchObject({ state: 'SUCCESS', done: 1 });
  expect(ended.steps).toMatchObject([{ state: 'VERIFIED', attempts: 1, error: null, ghlId: expect.any(String) }]);
  expect(ended.log.map(({ message }) => message).slice(-3)).toEqual([
    expect.stringContaining('created'),
    expect.stringContaining('verified'),
    expect.stringContaining('Done'),
  ]);
});
