import { expect, test } from 'vitest';
import { createBatches } from './batches.ts';

/** Runs that end when the test says so. */
function gatedRuns() {
  const runs: { items: readonly string[]; end: () => void; fail: () => void }[] = [];
  const add = createBatches(async (items: readonly string[]) => {
    const { promise, resolve, reject } = Promise.withResolvers<void>();
    runs.push({ items, end: resolve, fail: () => reject(new Error('The run failed.')) });
    await promise;
    return (item) => item.toUpperCase();
  });
  return { add, runs };
}

test('what comes while a run is under way goes together into the next, and each gets its own result', async () => {
  const { add, runs } = gatedRuns();
  const results = Promise.all(['a', 'b', 'c'].map(add));
  runs[0]?.end();
  await expect.poll(() => runs.map(({ items }) => items)).toEqual([['a'], ['b', 'c']]);
  runs[1]?.end();
  expect(await results).toEqual(['A', 'B', 'C']);
});

test('a run that fails takes nobody else with it', async () => {
  const { add, runs } = gatedRuns();
  const [first, second] = [add('a'), add('b')];
  runs[0]?.fail();
  await expect(first).rejects.toThrow('The run failed.');
  await expect.poll(() => runs.length).toBe(2);
  runs[1]?.end();
  expect(await second).toBe('B');
});
