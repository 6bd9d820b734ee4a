import type { Core } from '@groundwork/core';
import type { RunningServices } from '@groundwork/integrations';
import type { FastifyInstance } from 'fastify';
import { sql } from 'kysely';
import type { Metrics } from '../metrics.ts';

/** Live: the process answers. Ready: it can serve, which needs the database; third parties are reported and do not count. */
export function healthRoutes(
  app: FastifyInstance,
  parts: { core: Core; services: RunningServices; metrics: Metrics; role: 'api' | 'worker' },
): void {
  parts.metrics.process.set({ role: parts.role }, 1);
  app.get('/health/live', () => ({ status: 'live' }));
  app.get('/health/ready', async (_, reply) => {
    const [database, services] = await Promise.all([
      sql`select 1`.execute(parts.core.db).then(
        () => true,
        () => false,
      ),
      parts.services.health(),
    ]);
    return reply
      .code(database ? 200 : 503)
      .send({ status: database ? 'ready' : 'not-ready', role: parts.role, database, services });
  });
  app.get('/metrics', async (_, reply) =>
    reply.type(parts.metrics.registry.contentType).send(await parts.metrics.registry.metrics()),
  );
}
