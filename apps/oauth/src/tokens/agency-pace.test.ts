import { setTimeout as sleep } from 'node:timers/promises';
import { expect, test } from 'vitest';
import type { RateReading } from '../providers/rate-reading.ts';
import { type AgencyPace, createAgencyPace } from './agency-pace.ts';

const limit = { max: 25, intervalMs: 400 };
const running = new AbortController().signal;

/** GHL's window: it slides, and counts what it refuses as nothing. */
function createGhl() {
  const taken: number[] = [];
  const ghl = {
    refused: 0,
    atOnce: 0,
    most: 0,
    call: async (): Promise<{ rate: RateReading }> => {
      ghl.most = Math.max(ghl.most, ++ghl.atOnce);
      await sleep(Math.random() * 5);
      const at = Date.now();
      const recent = taken.filter((time) => time > at - limit.intervalMs);
      const refused = recent.length >= limit.max;
      if (refused) ghl.refused += 1;
      else taken.push(at);
      await sleep(Math.random() * 5);
      ghl.atOnce -= 1;
      const remaining = Math.max(0, limit.max - recent.length - 1);
      return { rate: { ...limit, remaining, refused } };
    },
  };
  return ghl;
}

test('a hundred calls at once become as many as GHL allows, though nobody had said how many that are', async () => {
  const ghl = createGhl();
  const pace = createAgencyPace(running);
  await Promise.all(Array.from({ length: 100 }, () => pace.turn('agency', ghl.call)));
  expect(ghl.refused).toBe(0);
  expect(ghl.most).toBeLessThanOrEqual(8);
});

test('two replicas leave each other room, as GHL tells both what is left', async () => {
  const ghl = createGhl();
  const replicas = [createAgencyPace(running), createAgencyPace(running)];
  // Each knows the limit from a call before.
  for (const pace of replicas) await pace.turn('agency', ghl.call);
  await Promise.all(replicas.flatMap((pace) => Array.from({ length: 40 }, () => pace.turn('agency', ghl.call))));
  // Both may see the last free places at once. Each that is refused holds its replica back; without a pace it were some sixty.
  expect(ghl.refused).toBeLessThanOrEqual(20);
});

test('agencies do not wait for each other', async () => {
  const pace = createAgencyPace(running);
  const held = Promise.withResolvers<{ rate: null }>();
  const calls = Array.from({ length: 8 }, () => pace.turn('one', () => held.promise));
  await expect(pace.turn('other', () => Promise.resolve({ rate: null, says: 'hello' }))).resolves.toMatchObject({
    says: 'hello',
  });
  held.resolve({ rate: null });
  await Promise.all(calls);
});

/** Eight calls that do not end yet, and one that has to wait for them. */
function waitBehind(pace: AgencyPace) {
  const held = Promise.withResolvers<{ rate: null }>();
  const calls = Array.from({ length: 8 }, () => pace.turn('agency', () => held.promise));
  let called = false;
  const late = pace.turn('agency', () => {
    called = true;
    return Promise.resolve({ rate: null });
  });
  const end = () => (held.resolve({ rate: null }), Promise.all(calls));
  return { late, end, wasCalled: () => called };
}

test('whose turn does not come in time is told to ask again, and the others keep theirs', async () => {
  const { late, end, wasCalled } = waitBehind(createAgencyPace(running, { patience: 30 }));
  await expect(late).rejects.toMatchObject({ code: 'TOKEN_REFRESHING' });
  await end();
  expect(wasCalled()).toBe(false);
});

test('nobody who waits keeps the service from stopping', async () => {
  const stop = new AbortController();
  const { late, end } = waitBehind(createAgencyPace(stop.signal));
  stop.abort();
  await expect(late).rejects.toMatchObject({ code: 'TOKEN_REFRESHING' });
  await end();
});

test('a call that fails gives its place back', async () => {
  const pace = createAgencyPace(running);
  for (let call = 0; call < 20; call++)
    await expect(pace.turn('agency', () => Promise.reject(new Error('cut')))).rejects.toThrow('cut');
  await expect(pace.turn('agency', () => Promise.resolve({ rate: null }))).resolves.toEqual({ rate: null });
});
