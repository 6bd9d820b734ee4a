import { createBridge } from '@groundwork/integrations/bridge';
import type { Bridge } from '@groundwork/integrations/bridge';
import { expect, vi } from 'vitest';
import type { TestService } from './start-service.ts';

/** The client that API and workers use, not yet listening. */
export const connectBridge = (service: TestService, urls: readonly string[] = [service.url]): Bridge =>
  createBridge({
    urls,
    backendId: 'main',
    secret: (service.bridgeSecrets['main'] ?? Buffer.alloc(0)).toString('base64'),
  });

/** Resolves when every replica answers and the stream stands: from here on nothing is missed. */
export const untilHeard = (bridge: Bridge): Promise<void> =>
  vi.waitFor(async () => expect(await bridge.health()).toEqual({ state: 'up', detail: null }), {
    timeout: 60_000,
    interval: 30,
  });
