import { fixtures } from '@groundwork/ghl-sandbox';
import type { Bridge } from '@groundwork/integrations/bridge';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { signIn } from '../testing/browser.ts';
import { connectBridge, untilHeard } from '../testing/connect-bridge.ts';
import { startServiceProcess } from '../testing/start-process.ts';
import type { ServiceProcess } from '../testing/start-process.ts';
import { createWorld } from '../testing/world.ts';
import type { TestWorld } from '../testing/world.ts';

const companyId = fixtures.agency.id;
const { dental } = fixtures.locations;
let world: TestWorld;
let replicas: ServiceProcess[];
let bridges: Bridge[];

beforeEach(async () => {
  world = await createWorld();
  await signIn(world.service);
  const start = () => startServiceProcess({ databaseUrl: world.databaseUrl, sandbox: world.sandbox });
  replicas = await Promise.all([start(), start()]);
  bridges = [];
});
afterEach(async () => {
  await Promise.all(bridges.map((bridge) => bridge.stop()));
  await Promise.all(replicas.map((replica) => replica.kill()));
  await world.close();
});

async function connect(): Promise<Bridge> {
  const bridge = connectBridge(
    world.service,
    replicas.map(({ url }) => url),
  );
  bridges.push(bridge);
  await bridge.start();
  return bridge;
}

test('one of two replicas killed under load: every read succeeds', async () => {
  const backends = await Promise.all(Array.from({ length: 12 }, connect));
  let done = 0;
  const readOn = async (bridge: Bridge) => {
    for (let turn = 0; turn < 12; turn++) {
      await bridge.installation(companyId);
      if (++done === 40) await replicas[0]?.kill();
    }
    return (await bridge.accessToken({ companyId })).accessToken;
  };
  const tokens = await Promise.all(backends.map(readOn));
  expect(new Set(tokens).size).toBe(1);
  expect((await backends[0]?.health())?.state).toBe('degraded');
});

test('with the service down what is in memory goes on, and the rest is told the cause and the mend', async () => {
  const bridge = await connect();
  await untilHeard(bridge);
  const { accessToken } = await bridge.accessToken({ companyId });
  await Promise.all(replicas.map((replica) => replica.kill()));
  expect((await bridge.accessToken({ companyId })).accessToken).toBe(accessToken);
  await expect(bridge.accessToken({ companyId, locationId: dental.id })).rejects.toMatchObject({
    code: 'OAUTH_UNAVAILABLE',
    retryable: true,
    message: expect.stringContaining('Check that it runs and that OAUTH_URLS names it'),
  });
});
