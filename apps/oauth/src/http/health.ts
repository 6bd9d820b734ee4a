import type { FastifyInstance } from 'fastify';
import type { OAuthContext } from '../context.ts';
import { isStandby } from '../db/is-standby.ts';
import { missingMigrations } from '../migrate.ts';

export function registerHealth(app: FastifyInstance, ctx: OAuthContext): void {
  let isMigrated = false;

  app.get('/health/live', () => ({ status: 'ok' }));

  app.get('/health/ready', async (request, reply) => {
    try {
      if (await isStandby(ctx.db)) return reply.code(503).send({ status: 'down', database: 'is a standby' });
      isMigrated ||= (await missingMigrations(ctx.db)).length === 0;
    } catch (error) {
      request.log.error({ err: error }, 'not ready: the database does not answer');
      return reply.code(503).send({ status: 'down', database: 'does not answer' });
    }
    if (!isMigrated) return reply.code(503).send({ status: 'down', database: 'lacks migrations' });
    return { status: 'ok', database: 'ok' };
  });

  app.get('/metrics', async (_request, reply) =>
    reply.type(ctx.metrics.registry.contentType).send(await ctx.metrics.registry.metrics()),
  );
}
