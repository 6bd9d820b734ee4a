import { fastifyStatic } from '@fastify/static';
import { AppError } from '@groundwork/shared';
import type { FastifyInstance, FastifyReply } from 'fastify';
import { randomBytes } from 'node:crypto';
import { existsSync } from 'node:fs';
import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';

const dist = fileURLToPath(new URL('../../../web/dist', import.meta.url));
const ours = /^\/(trpc|auth|health|metrics|webhooks|schemas|assets)(\/|$)/;
/** In `apps/web/index.html`, where `lib/style-nonce.ts` looks for it. */
const nonceMark = 'STYLE_NONCE';

/** The built SPA. Every page address gets its one document; hashed assets may be kept for ever. */
export async function spa(app: FastifyInstance): Promise<void> {
  const isBuilt = existsSync(dist);
  if (isBuilt) {
    await app.register(fastifyStatic, {
      root: dist,
      index: false,
      setHeaders: (reply, path) => {
        reply.header('cache-control', path.includes('/assets/') ? 'public, max-age=31536000, immutable' : 'no-cache');
      },
    });
    for (const path of ['/', '/index.html']) app.get(path, async (_request, reply) => sendPage(reply));
  } else app.log.warn('apps/web is not built: only the API is served. Run `npm start`, or `npm run dev` for pages.');
  app.setNotFoundHandler((request, reply) => {
    const isPage = isBuilt && request.method === 'GET' && !ours.test(request.url.split('?')[0] ?? '');
    if (isPage) return sendPage(reply);
    throw new AppError('NOT_FOUND', 'There is nothing at this address.');
  });
}

/**
 * With a nonce of its own, for the style elements that the editor makes; scripts get none. No ETag: a 304 would bring a new nonce
 * to an old document.
 */
async function sendPage(reply: FastifyReply): Promise<FastifyReply> {
  const nonce = randomBytes(16).toString('base64');
  const page = await readFile(join(dist, 'index.html'), 'utf8');
  const policy = String(reply.getHeader('content-security-policy'));
  return reply
    .header('content-security-policy', `${policy};style-src 'self' 'nonce-${nonce}'`)
    .header('cache-control', 'private, no-cache')
    .type('text/html; charset=utf-8')
    .send(page.replaceAll(nonceMark, nonce));
}
