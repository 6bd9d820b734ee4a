import Fastify from 'fastify';
import type { Parts } from './context.ts';
import { healthRoutes } from './http/health-routes.ts';
import type { Metrics } from './metrics.ts';

/** Health and metrics of a worker, for the platform that runs it. It serves nothing else. */
export async function openWorkerDoor(
  { core, services }: Pick<Parts, 'core' | 'services'>,
  { host, port, metrics }: { host: string; port: number; metrics: Metrics },
): Promise<{ address: string; close(): Promise<void> }> {
  const app = Fastify({ forceCloseConnections: true });
  healthRoutes(app, { core, services, metrics, role: 'worker' });
  const address = await app.listen({ host, port });
  return { address, close: () => app.close() };
}
