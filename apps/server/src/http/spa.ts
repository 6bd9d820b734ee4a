import { fastifyStatic } from '@fastify/static';
import { AppError } from '@groundwork/shared';
import type { FastifyInstance, FastifyReply } from 'fastify';
import { randomBytes } from 'node:crypto';
import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';

const built = fileURLToPath(new URL('../../../web/dist', import.meta.url));
const ours = /^\/(trpc|auth|health|metrics|webhooks|schemas|assets)(\/|$)/;
/** In `apps/web/index.html`, where `lib/style-nonce.ts` looks for it. */
const nonceMark = 'STYLE_NONCE';

/**
 * The built SPA, as it is when the API starts. Every page address gets its one document, with links to what that page needs; hashed
 * assets may be kept for ever, and are sent as the build compressed them.
 */
export async function spa(app: FastifyInstance, dist = built): Promise<void> {
  const isBuilt = existsSync(dist);
  const page = isBuilt ? readFileSync(join(dist, 'index.html'), 'utf8') : '';
  if (isBuilt) {
    await app.register(fastifyStatic, {
      root: dist,
      index: false,
      // A route for each file: no look at the disk for what is none.
      wildcard: false,
      globIgnore: ['**/*.{br,gz}', '*.{html,json}'],
      preCompressed: true,
      setHeaders: (reply, path) => {
        reply.header('cache-control', path.includes('/assets/') ? 'public, max-age=31536000, immutable' : 'no-cache');
      },
    });
    for (const [path, links] of Object.entries(readPages(dist))) {
      const linked = page.replace('</head>', `${links}</head>`);
      app.get(path, async (_request, reply) => sendPage(reply, linked));
    }
  } else app.log.warn('apps/web is not built: only the API is served. Run `npm start`, or `npm run dev` for pages.');
  app.setNotFoundHandler((request, reply) => {
    const isPage = isBuilt && request.method === 'GET' && !ours.test(request.url.split('?')[0] ?? '');
    if (isPage) return sendPage(reply, page);
    throw new AppError('NOT_FOUND', 'There is nothing at this address.');
  });
}

/** By path: `build/page-links.ts` of the web app. */
const readPages = (dist: string) =>
  JSON.parse(readFileSync(join(dist, 'pages.json'), 'utf8')) as Record<string, string>;

/**
 * With a nonce of its own, for the style elements that the editor makes; scripts get none. No ETag: a 304 would bring a new nonce
 * to an old document.
 */
function sendPage(reply: FastifyReply, page: string): FastifyReply {
  const nonce = randomBytes(16).toString('base64');
  const policy = String(reply.getHeader('content-security-policy'));
  return reply
    .header('content-security-policy', `${policy};style-src 'self' 'nonce-${nonce}'`)
    .header('cache-control', 'private, no-cache')
    .type('text/html; charset=utf-8')
    .send(page.replaceAll(nonceMark, nonce));
}
