import { Pool } from 'undici';
import { z } from 'zod';
import { ServiceError, createPolicy, defineProviders } from '@groundwork/integrations';
import type { Service, ServiceMetrics } from '@groundwork/integrations';

// 1. The interface: what the product needs, on top of start, health and stop.
export interface Echo extends Service {
  /** Answers the text as the service heard it. */
  say(text: string): Promise<string>;
}

// 2. The options: values, never environment variables.
export interface EchoOptions {
  baseUrl: string;
  metrics?: ServiceMetrics | undefined;
}

// 3. The answer's shape: what we rely on, and nothing more.
const echoAnswer = z.object({ heard: z.string() });

// 4. A provider: one connection pool, one policy, every failure a ServiceError.
export function createHttpEcho({ baseUrl, metrics }: EchoOptions): Echo {
  const pool = new Pool(baseUrl);
  const policy = createPolicy({ service: 'echo', outage: 'INTERNAL', timeoutMs: 2_000, metrics });

  return {
    name: 'echo',
    start: () => Promise.resolve(),
    health: () => Promise.resolve(policy.health()),
    stop: () => pool.close(),

    // `safe`: saying a text twice does no harm. A call that writes says false and is then repeated
    // only when it is certain that nothing was done.
    say: (text) =>
      policy.execute({ operation: 'say', safe: true }, async (signal) => {
        const answer = await pool.request({ path: '/', method: 'POST', body: text, signal });
        const parsed = echoAnswer.safeParse(await answer.body.json().catch(() => null));
        if (answer.statusCode === 200 && parsed.success) return parsed.data.heard;
        throw new ServiceError({
          service: 'echo',
          operation: 'say',
          code: 'INTERNAL',
          message: `The echo answered ${answer.statusCode} and no text. Try again later.`,
          retryable: answer.statusCode >= 500,
          outcome: 'not-applied',
          status: answer.statusCode,
        });
      }),
  };
}

// 5. A second provider, for a machine without network.
export const createMemoryEcho = (): Echo => ({
  name: 'echo',
  start: () => Promise.resolve(),
  health: () => Promise.resolve({ state: 'up', detail: null }),
  stop: () => Promise.resolve(),
  say: (text) => Promise.resolve(text),
});

// 6. The choice: configuration names the provider.
export const echoProviders = defineProviders<EchoOptions, Echo>('echo', {
  http: createHttpEcho,
  memory: createMemoryEcho,
});
