import { setTimeout as sleep } from 'node:timers/promises';
import { expect, test } from 'vitest';
import { createBatches } from './batches.ts';

/** Keeps its batches; each takes until `open` is called. */
function gather(options?: Parameters<typeof createBatches<string>>[1]) {
  const batches: (readonly string[])[] = [];
  const gates: (() => void)[] = [];
  const add = createBatches<string>((batch) => {
    batches.push(batch);
    return new Promise<void>((resolve) => gates.push(resolve));
  }, options);
  return { batches, add, open: () => gates.shift()?.() };
}

const mayWait = (item: string) => item.startsWith('later');

test('what comes while a batch is under way goes together into the next, in the order it came', async () => {
  const { batches, add, open } = gather();
  const first = Promise.all([add('a'), add('b')]);
  await expect.poll(() => batches).toEqual([['a', 'b']]);
  const second = Promise.all([add('c'), add('d')]);
  open();
  await first;
  await expect
    .poll(() => batches)
    .toEqual([
      ['a', 'b'],
      ['c', 'd'],
    ]);
  open();
  await second;
});

test('what may wait goes with the next that may not, and in its order', async () => {
  const { batches, add } = gather({ mayWait });
  void add('later 1');
  await new Promise((resolve) => setImmediate(resolve));
  expect(batches).toEqual([]);
  void add('later 2');
  void add('now');
  await expect.poll(() => batches).toEqual([['later 1', 'later 2', 'now']]);
});

test('what may wait is not forgotten when nothing else comes, also after a batch', async () => {
  const { batches, add, open } = gather({ mayWait });
  void add('now');
  await expect.poll(() => batches).toEqual([['now']]);
  const last = add('later');
  open();
  await expect.poll(() => batches).toEqual([['now'], ['later']]);
  open();
  await last;
});

test('of many that may not wait only so many go at once, and no other overtakes them', async () => {
  const { batches, add, open } = gather({ mayWait, urgentAtOnce: 2 });
  for (const item of ['a', 'later 1', 'b', 'later 2', 'c', 'later 3', 'd', 'e']) void add(item);
  await expect.poll(() => batches.length).toBe(1);
  open();
  await expect.poll(() => batches.length).toBe(2);
  open();
  await expect.poll(() => batches).toEqual([['a', 'later 1', 'b', 'later 2'], ['c', 'later 3', 'd'], ['e']]);
});

test('a batch that failed rejects its own, and the next goes on', async () => {
  let turn = 0;
  const add = createBatches<string>(async () => {
    await sleep(1);
    if (++turn === 1) throw new Error('refused');
  });
  await expect(add('a')).rejects.toThrow('refused');
  await expect(add('b')).resolves.toBeUndefined();
});
