import { fastifyStatic } from '@fastify/static';
import { AppError } from '@groundwork/shared';
import type { FastifyInstance } from 'fastify';
import { existsSync } from 'node:fs';
import { fileURLToPath } from 'node:url';

const dist = fileURLToPath(new URL('../../../web/dist', import.meta.url));
const ours = /^\/(trpc|auth|health|metrics|webhooks|schemas|assets)(\/|$)/;

/** The built SPA. Every page address gets its one document; hashed assets may be kept for ever. */
export async function spa(app: FastifyInstance): Promise<void> {
  const isBuilt = existsSync(dist);
  if (isBuilt)
    await app.register(fastifyStatic, {
      root: dist,
      setHeaders: (reply, path) => {
        reply.header('cache-control', path.includes('/assets/') ? 'public, max-age=31536000, immutable' : 'no-cache');
      },
    });
  else app.log.warn('apps/web is not built: only the API is served. Run `npm start`, or `npm run dev` for pages.');
  app.setNotFoundHandler((request, reply) => {
    const isPage = isBuilt && request.method === 'GET' && !ours.test(request.url.split('?')[0] ?? '');
    if (isPage) return reply.sendFile('index.html');
    throw new AppError('NOT_FOUND', 'There is nothing at this address.');
  });
}
