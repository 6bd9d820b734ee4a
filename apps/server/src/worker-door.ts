import Fastify from 'fastify';
import type { Parts } from './context.ts';
import { healthRoutes } from './http/health-routes.ts';

/** Health and metrics of a worker, for the platform that runs it. It serves nothing else. */
export async function openWorkerDoor(
  { core, services, metrics }: Pick<Parts, 'core' | 'services' | 'metrics'>,
  { host, port }: { host: string; port: number },
): Promise<{ address: string; close(): Promise<void> }> {
  const app = Fastify({ forceCloseConnections: true });
  healthRoutes(app, { core, services, metrics, role: 'worker' });
  const address = await app.listen({ host, port });
  return { address, close: () => app.close() };
}
