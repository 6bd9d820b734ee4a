import { setTimeout as sleep } from 'node:timers/promises';
import { afterEach, beforeEach, expect, test } from 'vitest';
import type { BridgeResponse } from '@groundwork/shared/bridge';
import { BridgeCallError } from '../testing/call-bridge.ts';
import { demandNewToken } from '../testing/demand-new-token.ts';
import { createFireWorld } from '../testing/fire-world.ts';
import type { FireWorld } from '../testing/fire-world.ts';
import type { ServiceProcess } from '../testing/start-process.ts';
import { defaultTimings } from '../timings.ts';

let fire: FireWorld;

beforeEach(async () => {
  fire = await createFireWorld();
});
afterEach(() => fire.close());

test('three replicas, a token endpoint slower than a lease, two hundred readers: one refresh, and all have the new token', async () => {
  const replicas = await Promise.all([fire.start(), fire.start(), fire.start()]);
  const old = await fire.read(anyOf(replicas));
  await fire.sandbox.control.setKnobs({ tokenLatencyMs: defaultTimings.leaseTtlMs + 2_000 });
  const readers = Array.from({ length: 200 }, (_, index) => readUntilNew(anyOf(replicas, index), old));
  const tokens = new Set(await Promise.all(readers));
  expect(tokens.size).toBe(1);
  expect(tokens).not.toContain(old.accessToken);
  expect(await fire.callsAtGhl()).toBe(1);
  expect(fire.ghl.mostAtOnce()).toBe(1);

  await fire.sandbox.control.setKnobs({ tokenLatencyMs: 0 });
  await fire.proveGrant(anyOf(replicas));
  expect(fire.ghl.refreshes).toEqual([
    { status: 200, isRefused: false },
    { status: 200, isRefused: false },
  ]);
});

/** As the bridge's client: a refresh that is under way is asked for again. */
async function readUntilNew(replica: ServiceProcess, old: BridgeResponse<'accessToken'>): Promise<string> {
  for (;;) {
    try {
      return (await demandNewToken(replica, old)).accessToken;
    } catch (error) {
      if (!(error instanceof BridgeCallError) || error.code !== 'TOKEN_REFRESHING') throw error;
      await sleep(200);
    }
  }
}

function anyOf(replicas: ServiceProcess[], index = 0): ServiceProcess {
  const replica = replicas[index % replicas.length];
  if (replica === undefined) throw new Error('There is no replica.');
  return replica;
}
