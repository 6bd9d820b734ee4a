import { sql } from 'kysely';
import { afterAll, beforeAll, beforeEach, expect, test } from 'vitest';
import type { Context } from '../context.ts';
import { createWorld, type World } from '../testing/world.ts';
import { commitOnce } from './commit-once.ts';
import { runOnce } from './run-once.ts';

let world: World;
let ctx: Context;
let runs: number;

beforeAll(async () => {
  world = await createWorld();
  ctx = await world.member();
});
afterAll(() => world.close());
beforeEach(async () => {
  runs = 0;
  await sql`truncate idempotent_calls`.execute(world.core.db);
});

const call = { key: 'key-of-a-call', procedure: 'jobs.start', input: { planId: 'p', priority: 'normal' } };
const run = (): Promise<{ run: number }> => Promise.resolve({ run: ++runs });
const after = (seconds: number, who = ctx): Context => ({ ...who, now: () => new Date(Date.now() + seconds * 1000) });
const held = () => world.core.db.selectFrom('idempotent_calls').selectAll().execute();

/** A run that is under way until it is told to end. */
function slowRun() {
  const { promise, resolve } = Promise.withResolvers<{ run: number }>();
  const begun = Promise.withResolvers<void>();
  return {
    run: () => (begun.resolve(), promise),
    begun: begun.promise,
    end: (answer: number) => resolve({ run: answer }),
  };
}

test('the same key with the same input answers the same, and runs once', async () => {
  expect(await runOnce(ctx, call, run)).toEqual({ run: 1 });
  const reordered = { ...call, input: { priority: 'normal', planId: 'p' } };
  expect(await runOnce(ctx, reordered, run)).toEqual({ run: 1 });
  expect(runs).toBe(1);
});

test('an answer that is not kept is made again, of what was committed; where nothing was, nothing stays', async () => {
  const unkept = (verb: (who: Context) => Promise<{ run: number }>) =>
    runOnce(ctx, call, (once) => verb({ ...ctx, once }), { keepsAnswer: false });
  expect([await unkept(run), await unkept(run)]).toEqual([{ run: 1 }, { run: 2 }]);
  expect(await held()).toEqual([]);
  const committed = async (who: Context) => ({ run: await commitOnce(who, async () => (await run()).run) });
  expect([await unkept(committed), await unkept(committed)]).toEqual([{ run: 3 }, { run: 3 }]);
  expect(await held()).toMatchObject([{ outcome: { value: 3 }, answer: null }]);
});

test('with another input or for another procedure it is refused, whether the first has ended or not', async () => {
  const slow = slowRun();
  const first = runOnce(ctx, call, slow.run);
  await slow.begun;
  const refuse = async () => {
    for (const other of [{ input: { planId: 'q' } }, { procedure: 'jobs.cancel' }, { input: undefined }])
      await expect(runOnce(ctx, { ...call, ...other }, run)).rejects.toMatchObject({
        code: 'CONFLICT',
        retryable: false,
      });
  };
  await refuse();
  slow.end(1);
  await first;
  await refuse();
  expect(runs).toBe(0);
});

test('of twenty at once one runs; the others are refused as retryable, and answered the same when it has ended', async () => {
  const slow = slowRun();
  const first = runOnce(ctx, call, slow.run);
  await slow.begun;
  const others = await Promise.allSettled(Array.from({ length: 19 }, () => runOnce(ctx, call, run)));
  for (const other of others) expect(other).toMatchObject({ reason: { code: 'CONFLICT', retryable: true } });
  slow.end(7);
  expect(await first).toEqual({ run: 7 });
  expect(await runOnce(ctx, call, run)).toEqual({ run: 7 });
  expect(runs).toBe(0);
});

test('twenty that come in the same moment are one run', async () => {
  const all = await Promise.allSettled(Array.from({ length: 20 }, () => runOnce(ctx, call, run)));
  expect(runs).toBe(1);
  for (const one of all)
    expect(one.status === 'fulfilled' ? one.value : one.reason).toMatchObject(
      one.status === 'fulfilled' ? { run: 1 } : { code: 'CONFLICT', retryable: true },
    );
});

test('a call that failed has no answer: it runs again', async () => {
  await expect(runOnce(ctx, call, () => Promise.reject(new Error('no')))).rejects.toThrow('no');
  expect(await runOnce(ctx, call, run)).toEqual({ run: 1 });
});

test('one whose process died is run again after eight seconds, and what it still says then is not kept', async () => {
  const lost = slowRun();
  const first = runOnce(ctx, call, lost.run);
  await lost.begun;
  await expect(runOnce(after(7), call, run)).rejects.toMatchObject({ retryable: true });
  await expect(runOnce(after(9), { ...call, input: {} }, run)).rejects.toMatchObject({ retryable: false });
  expect(await runOnce(after(9), call, run)).toEqual({ run: 1 });
  lost.end(99);
  expect(await first).toEqual({ run: 99 });
  expect(await runOnce(after(22), call, run)).toEqual({ run: 1 });
});

test('a failure of the one that counted as gone does not end the claim of the one after it', async () => {
  const { promise, reject } = Promise.withResolvers<never>();
  const begun = Promise.withResolvers<void>();
  const first = runOnce(ctx, call, () => (begun.resolve(), promise));
  await begun.promise;
  await runOnce(after(9), call, run);
  reject(new Error('late'));
  await expect(first).rejects.toThrow('late');
  expect(await runOnce(after(22), call, run)).toEqual({ run: 1 });
});

test('after a day the key is new again', async () => {
  await runOnce(ctx, call, run);
  expect(await runOnce(after(23.9 * 3600), call, run)).toEqual({ run: 1 });
  expect(await runOnce(after(24.1 * 3600), { ...call, input: {} }, run)).toEqual({ run: 2 });
});

test('the key is one member’s, or one API key’s: nobody else gets the answer', async () => {
  await runOnce(ctx, call, run);
  const viewer = await world.member('viewer');
  const byKey = (id: string): Context => ({ ...ctx, actor: { ...ctx.actor, apiKey: { id, name: 'CI' } } });
  for (const other of [viewer, await world.stranger(), byKey('a'), byKey('b')]) await runOnce(other, call, run);
  expect(runs).toBe(5);
});

test('an answer that cannot be kept is given once; then it says that the call was done', async () => {
  const large = { ...call, key: 'a-large-answer' };
  expect(await runOnce(ctx, large, () => Promise.resolve('x'.repeat(1_048_577)))).toHaveLength(1_048_577);
  await expect(runOnce(ctx, large, run)).rejects.toMatchObject({ code: 'CONFLICT', retryable: false });
  const odd = { ...call, key: 'an-odd-answer' };
  expect(await runOnce(ctx, odd, () => Promise.resolve('\u0000'))).toBe('\u0000');
  await expect(runOnce(ctx, odd, run)).rejects.toMatchObject({ code: 'CONFLICT', retryable: false });
  expect(runs).toBe(0);
});

test('what answers nothing answers nothing again, and the database holds neither key nor input', async () => {
  for (const _ of [1, 2]) expect(await runOnce(ctx, call, () => Promise.resolve(undefined))).toBeUndefined();
  const rows = JSON.stringify(await held());
  for (const text of [call.key, 'priority']) expect(rows).not.toContain(text);
});
