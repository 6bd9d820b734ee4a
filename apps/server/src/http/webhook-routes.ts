import { AppError } from '@groundwork/shared';
import type { FastifyInstance } from 'fastify';
import { request as send } from 'undici';

/** What the OAuth service wants to know, wherever GHL's portal was told to send it. */
const installEvents = new Set(['INSTALL', 'UNINSTALL', 'PLAN_CHANGE']);
/** GHL cuts bodies at 256 KB. */
const bodyLimitBytes = 512 * 1024;
const timeoutMs = 10_000;
const signatures = ['x-ghl-signature', 'x-wh-signature'] as const;

/**
 * GHL's per-event webhook URL. An event about installing is passed on byte for byte, with its signature, to the OAuth service,
 * which verifies and stores it; its answer is ours, so that GHL sends again what was not stored. No other event is used yet:
 * it is acknowledged and dropped.
 */
export function webhookRoutes(app: FastifyInstance, { oauthUrls }: { oauthUrls: readonly string[] }): void {
  app.removeAllContentTypeParsers();
  app.addContentTypeParser('*', { parseAs: 'buffer', bodyLimit: bodyLimitBytes }, (_request, body, done) =>
    done(null, body),
  );
  app.post('/webhooks/ghl', async (request, reply) => {
    const body = Buffer.isBuffer(request.body) ? request.body : Buffer.alloc(0);
    if (!installEvents.has(typeOf(body))) return reply.send({ status: 'ignored' });
    const headers = Object.fromEntries(
      signatures.flatMap((name) => {
        const value = request.headers[name];
        return typeof value === 'string' ? [[name, value]] : [];
      }),
    );
    const status = await forward(oauthUrls, { 'content-type': 'application/json', ...headers }, body);
    return reply.code(status).send({ status: status < 300 ? 'stored' : 'refused' });
  });
}

/** Storing is idempotent at the other side, so the next replica may be asked whatever became of the one before. */
async function forward(urls: readonly string[], headers: Record<string, string>, body: Buffer): Promise<number> {
  for (const url of urls) {
    const answer = await send(new URL('/oauth/webhook', url), {
      method: 'POST',
      headers,
      body,
      headersTimeout: timeoutMs,
      bodyTimeout: timeoutMs,
    }).catch(() => null);
    await answer?.body.dump();
    if (answer && answer.statusCode < 500) return answer.statusCode;
  }
  throw new AppError(
    'OAUTH_UNAVAILABLE',
    'The OAuth service does not answer, so the event was not stored. Send it again.',
    { retryable: true },
  );
}

function typeOf(body: Buffer): string {
  try {
    const event: unknown = JSON.parse(body.toString());
    return typeof event === 'object' && event !== null && 'type' in event && typeof event.type === 'string'
      ? event.type
      : '';
  } catch {
    return '';
  }
}
