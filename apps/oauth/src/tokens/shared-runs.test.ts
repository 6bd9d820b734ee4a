import { expect, test } from 'vitest';
import { createSharedRuns } from './shared-runs.ts';

const step = () => Promise.withResolvers<void>();

test('a stop waits also for what a run has begun on its way and left behind: a mint that gives up, and its refresh', async () => {
  const runs = createSharedRuns();
  const [asked, refreshed] = [step(), step()];
  let isRefreshed = false;
  const mint = runs.share('mint', async () => {
    await asked.promise;
    const refresh = runs.share('refresh', () => refreshed.promise);
    void refresh.then(() => (isRefreshed = true));
    throw new Error('The reader had to leave.');
  });
  const stopped = runs.settled().then(() => isRefreshed);
  asked.resolve();
  await expect(mint).rejects.toThrow('had to leave');
  await new Promise((resolve) => setImmediate(resolve));
  refreshed.resolve();
  expect(await stopped).toBe(true);
});

test('equal runs at one time are one, and a failure is not remembered', async () => {
  const runs = createSharedRuns();
  let count = 0;
  const fail = () => runs.share('same', () => Promise.reject(new Error(`failure ${++count}`)));
  const failures = await Promise.allSettled([fail(), fail()]);
  expect(failures.map((failure) => (failure.status === 'rejected' ? String(failure.reason) : 'none'))).toEqual(
    Array(2).fill('Error: failure 1'),
  );
  await expect(fail()).rejects.toThrow('failure 2');
});

test('who wants what is true from now on joins no run that has begun, and shares the next one', async () => {
  const runs = createSharedRuns();
  const begun: number[] = [];
  const ends = [step(), step(), step()];
  const read = () =>
    runs.shareNext('list', async () => {
      const number = begun.length;
      begun.push(number);
      await ends[number]?.promise;
      return number;
    });
  const first = read();
  const [second, third] = [read(), read()];
  expect(begun).toEqual([0]);
  ends[0]?.resolve();
  expect(await first).toBe(0);
  await new Promise((resolve) => setImmediate(resolve));
  expect(begun).toEqual([0, 1]);
  const fourth = read();
  ends[1]?.resolve();
  ends[2]?.resolve();
  expect(await Promise.all([second, third, fourth])).toEqual([1, 1, 2]);
  await runs.settled();
});
