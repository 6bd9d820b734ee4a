import { fastifyStatic } from '@fastify/static';
import { AppError } from '@groundwork/shared';
import type { FastifyInstance, FastifyReply, FastifyRequest } from 'fastify';
import { randomBytes } from 'node:crypto';
import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';

const built = fileURLToPath(new URL('../../../web/dist', import.meta.url));
const ours = /^\/(trpc|auth|health|metrics|webhooks|schemas|assets)(\/|$)/;
/** In `apps/web/index.html`, where `lib/style-nonce.ts` looks for it. */
const nonceMark = 'STYLE_NONCE';

interface SpaOptions {
  /** Whether a session came along. It may have ended: the page asks. */
  hasSession: (request: FastifyRequest) => boolean;
  dist?: string;
}

/**
 * The built SPA, as it is when the API starts. Every page address gets its one document, with links to what that page needs, and told
 * whether who asks may be signed in; hashed assets may be kept for ever, and are sent as the build compressed them.
 */
export async function spa(app: FastifyInstance, { hasSession, dist = built }: SpaOptions): Promise<void> {
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
    const headed = (head: string) => page.replace('</head>', `${head}</head>`);
    for (const [path, heads] of Object.entries(readPages(dist))) {
      const [known, visitor] = [headed(heads.known), headed(heads.visitor)];
      app.get(path, async (request, reply) =>
        // Else a browser that goes back could show it to who has signed in since.
        hasSession(request) ? sendPage(reply, known) : sendPage(reply, visitor, 'no-store'),
      );
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
  JSON.parse(readFileSync(join(dist, 'pages.json'), 'utf8')) as Record<string, { known: string; visitor: string }>;

/**
 * With a nonce of its own, for the style elements that the editor makes; scripts get none. No ETag: a 304 would bring a new nonce
 * to an old document.
 */
function sendPage(reply: FastifyReply, page: string, caching = 'private, no-cache'): FastifyReply {
  const nonce = randomBytes(16).toString('base64');
  const policy = String(reply.getHeader('content-security-policy'));
  return reply
    .header('content-security-policy', `${policy};style-src 'self' 'nonce-${nonce}'`)
    .header('cache-control', caching)
    .type('text/html; charset=utf-8')
    .send(page.replaceAll(nonceMark, nonce));
}
