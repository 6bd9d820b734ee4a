import { sql } from 'kysely';
import { afterAll, beforeAll, beforeEach, expect, test } from 'vitest';
import type { Context } from '../context.ts';
import { saveGroup } from '../groups/save-group.ts';
import { createWorld, type World } from '../testing/world.ts';
import { claimCall, type OwnCall } from './claim-call.ts';
import { commitOnce, once } from './commit-once.ts';
import { runOnce } from './run-once.ts';

let world: World;
let ctx: Context;
beforeAll(async () => {
  world = await createWorld();
  ctx = await world.member();
});
afterAll(() => world.close());
beforeEach(async () => {
  await sql`truncate idempotent_calls, location_groups cascade`.execute(world.core.db);
});

const call = { key: 'key-of-a-call', procedure: 'groups.save', input: { name: 'Dentists' } };
const claim = async (at = ctx): Promise<OwnCall> => {
  const claimed = await claimCall(at, call);
  if (claimed.state !== 'ours') throw new Error(`the call is ${claimed.state}`);
  return claimed;
};
const after = (seconds: number): Context => ({ ...ctx, now: () => new Date(Date.now() + seconds * 1000) });
const write = (own: OwnCall | undefined, name: string): Promise<string> =>
  commitOnce({ ...ctx, once: own }, async (tx) => {
    const row = { agency_id: ctx.actor.agencyId, name };
    return (await tx.insertInto('location_groups').values(row).returning('id').executeTakeFirstOrThrow()).id;
  });
const groups = async () => {
  const rows = await world.core.db.selectFrom('location_groups').select('name').orderBy('name').execute();
  return rows.map(({ name }) => name);
};

test('a run that was taken over commits nothing: it was only slow, and is told to ask for the answer', async () => {
  const slow = await claim();
  const next = await claim(after(9));
  await expect(write(slow, 'by the slow one')).rejects.toMatchObject({ code: 'CONFLICT', retryable: true });
  expect(await groups()).toEqual([]);
  await write(next, 'by the next');
  await expect(write(slow, 'late')).rejects.toMatchObject({ code: 'CONFLICT' });
  expect(await groups()).toEqual(['by the next']);
});

test('whoever takes a call over in the moment of its commit waits for that, and finds it done', async () => {
  const slow = await claim();
  const committing = Promise.withResolvers<void>();
  const noted = Promise.withResolvers<void>();
  const writing = ctx.db.transaction().execute(async (tx) => {
    // As `commitOnce` does, but for the commit that is waited with.
    const row = { agency_id: ctx.actor.agencyId, name: 'Dentists' };
    const { id } = await tx.insertInto('location_groups').values(row).returning('id').executeTakeFirstOrThrow();
    await tx
      .updateTable('idempotent_calls')
      .set({ outcome: JSON.stringify({ value: id }) })
      .where('agency_id', '=', ctx.actor.agencyId)
      .where('run_id', '=', slow.runId)
      .execute();
    noted.resolve();
    await committing.promise;
    return id;
  });
  await noted.promise;
  const taking = claim(after(9));
  committing.resolve();
  expect((await taking).outcome).toEqual({ value: await writing });
});

test('a call that fails after its commit is not done again: sent again it goes on from there', async () => {
  let reads = 0;
  const verb = async (own: OwnCall): Promise<string> => {
    const id = await write(own, 'Dentists');
    reads++;
    if (reads === 1) throw new Error('the answer could not be read');
    return id;
  };
  await expect(runOnce(ctx, call, verb)).rejects.toThrow('could not be read');
  const id = await runOnce(ctx, call, verb);
  expect(await runOnce(ctx, call, verb)).toBe(id);
  expect([await groups(), reads]).toEqual([['Dentists'], 2]);
  // With another input it is no longer free: this one was done.
  await expect(runOnce(ctx, { ...call, input: {} }, verb)).rejects.toMatchObject({ code: 'CONFLICT' });
});

test('a call that fails before its commit leaves its key free for any input', async () => {
  const refuse = (own: OwnCall) => commitOnce({ ...ctx, once: own }, () => Promise.reject(new Error('refused')));
  await expect(runOnce(ctx, call, refuse)).rejects.toThrow('refused');
  expect(await runOnce(ctx, { ...call, input: {} }, (own) => write(own, 'Dentists'))).toBeTypeOf('string');
});

test('what was decided once is not decided again, not even whether it still may be', async () => {
  const own = await claim();
  let decided = 0;
  const decide = (by: OwnCall) =>
    once({ ...ctx, once: by }, (commit) => {
      decided++;
      return commit(() => Promise.resolve({ decided }));
    });
  expect(await decide(own)).toEqual({ decided: 1 });
  expect(await decide(await claim(after(9)))).toEqual({ decided: 1 });
  expect(decided).toBe(1);
});

test('after a day the key does it anew', async () => {
  await write(await claim(), 'first');
  await write(await claim(after(25 * 3600)), 'second');
  expect(await groups()).toEqual(['first', 'second']);
});

test('a call without a key is one transaction and no more', async () => {
  await write(undefined, 'Dentists');
  await expect(saveGroup(ctx, { name: 'Dentists', locationIds: [] })).rejects.toMatchObject({ code: 'CONFLICT' });
  expect(await world.core.db.selectFrom('idempotent_calls').select('key').execute()).toEqual([]);
});

test('a run that takes long says that it lives: its claim is not taken over', async () => {
  const end = Promise.withResolvers<string>();
  const begun = Promise.withResolvers<void>();
  const running = runOnce(ctx, call, () => (begun.resolve(), end.promise), { holdEveryMs: 5 });
  await begun.promise;
  const held = async () => {
    const row = await world.core.db.selectFrom('idempotent_calls').select('held_until').executeTakeFirstOrThrow();
    return row.held_until?.getTime() ?? 0;
  };
  const first = await held();
  await expect.poll(held).toBeGreaterThan(first);
  end.resolve('done');
  expect(await running).toBe('done');
});
