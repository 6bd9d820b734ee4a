import { expect, onTestFinished, test, vi } from 'vitest';
import { createFireWorld, fireTimeout } from '../testing/fire-world.ts';

vi.setConfig({ testTimeout: 120_000 });

test('a stop in the middle of a slow refresh waits for it: the pair is stored, and the process ends well', async () => {
  const fire = await createFireWorld();
  onTestFinished(() => fire.close());
  const replica = await fire.start();
  const call = fire.ghl.hold('after GHL acted');
  await fire.makeDue();
  await call.reached;
  const exitCode = replica.stop();
  await vi.waitFor(() => expect(replica.logs()).toContain('"reason":"SIGTERM"'), fireTimeout);
  expect(await fire.row()).toMatchObject({ pair_number: 1 });

  call.release();
  expect(await exitCode).toBe(0);
  expect(await fire.row()).toMatchObject({ pair_number: 2, state: 'active' });
  expect(await fire.journal()).toMatchObject([{ state: 'done', access_token: null, refresh_token: null }]);
  expect(await fire.callsAtGhl()).toBe(1);
  // Its lease is given back: the next one need not wait for it to run out.
  await fire.proveGrant(await fire.start());
});
