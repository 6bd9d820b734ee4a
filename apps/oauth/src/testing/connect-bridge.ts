import { createBridge } from '@groundwork/integrations/bridge';
import type { Bridge } from '@groundwork/integrations/bridge';
import type { TestService } from './start-service.ts';

/** The client that API and workers use, not yet listening. */
export const connectBridge = (service: TestService, urls: readonly string[] = [service.url]): Bridge =>
  createBridge({
    urls,
    backendId: 'main',
    secret: (service.bridgeSecrets['main'] ?? Buffer.alloc(0)).toString('base64'),
  });

export const metricsOf = async (url: string): Promise<string> => (await fetch(`${url}/metrics`)).text();
