import { getSchema } from '@groundwork/core';
import type { FastifyInstance } from 'fastify';
import { createHash } from 'node:crypto';

const cacheSeconds = 300;

/** The blueprint's JSON Schema at a plain address, for editors: `# yaml-language-server: $schema=…`. */
export function schemaRoutes(app: FastifyInstance): void {
  const text = JSON.stringify(getSchema());
  const etag = `"${createHash('sha256').update(text).digest('base64url')}"`;
  app.get('/schemas/blueprint.json', async (request, reply) => {
    reply.header('cache-control', `public, max-age=${cacheSeconds}`).header('etag', etag);
    // A compressed answer carries the tag in its weak form.
    if (request.headers['if-none-match']?.replaceAll('W/', '').includes(etag)) return reply.code(304).send();
    return reply.type('application/schema+json').send(text);
  });
}
