import { type Core, createWebhookIntake, type WebhookLimits } from '@groundwork/core';
import { hasValidSignature } from '@groundwork/integrations/ghl/webhook-signature';
import { isJsonObject, type Json, type JsonObject } from '@groundwork/shared';
import type { FastifyInstance, FastifyRequest } from 'fastify';
import { createHash, type KeyObject } from 'node:crypto';
import type { Metrics } from '../metrics.ts';
import { forwardInstallEvent } from './forward-install-event.ts';

/** What the OAuth service wants to know, wherever GHL's portal was told to send it. */
const installEvents = new Set(['INSTALL', 'UNINSTALL', 'PLAN_CHANGE']);
/** GHL cuts bodies at 256 KB. */
const bodyLimitBytes = 512 * 1024;
const retryAfterSeconds = 5;

/**
 * GHL's per-event webhook URL. An event about installing is passed on byte for byte, with its signature, to the OAuth service,
 * which verifies and stores it; its answer is ours, so that GHL sends again what was not stored. Every other is verified and
 * stored here before 200. Some events do not say of which type they are, or mean something else by `type` (GHL docs: Product,
 * Price): their URL may, `/webhooks/ghl/<type>`.
 */
export function webhookRoutes(
  app: FastifyInstance,
  parts: {
    core: Core;
    oauthUrls: readonly string[];
    publicKeys: readonly KeyObject[];
    metrics: Pick<Metrics, 'webhooks'>;
    limits?: WebhookLimits;
  },
): void {
  const { core, oauthUrls, publicKeys, metrics, limits } = parts;
  const receive = createWebhookIntake(core, limits);
  app.removeAllContentTypeParsers();
  app.addContentTypeParser('*', { parseAs: 'buffer', bodyLimit: bodyLimitBytes }, (_request, body, done) =>
    done(null, body),
  );
  const options = {
    // The metric counts them: a line for each would cost an eighth of the work. What is refused or goes wrong has one.
    logLevel: 'warn',
    // A fleet's worth of events comes from a few addresses of GHL's within seconds, and GHL stops sending to who refuses a tenth.
    config: { rateLimit: { max: 60_000, timeWindow: '1 minute', keyGenerator: ({ ip }: FastifyRequest) => ip } },
  } as const;
  app.post<{ Params: { type?: string } }>('/webhooks/ghl/:type?', options, async (request, reply) => {
    const raw = Buffer.isBuffer(request.body) ? request.body : Buffer.alloc(0);
    const body = parse(raw);
    const type = request.params.type ?? (typeof body?.['type'] === 'string' ? body['type'] : '');
    if (installEvents.has(type)) {
      const status = await forwardInstallEvent(oauthUrls, request.headers, raw);
      metrics.webhooks.inc({ outcome: status < 300 ? 'forwarded' : 'refused' });
      return reply.code(status).send({ status: status < 300 ? 'stored' : 'refused' });
    }
    if (!hasValidSignature(raw, request.headers, publicKeys)) {
      metrics.webhooks.inc({ outcome: 'bad-signature' });
      request.log.warn({ type: type.slice(0, 100) }, 'a webhook without a valid signature was refused');
      return reply.code(401).send({ error: 'The signature is missing or wrong.' });
    }
    // Sent again it would be no different.
    const status = body ? await receive({ id: idOf(body, raw), body: { ...body, type } }) : 'ignored';
    metrics.webhooks.inc({ outcome: status });
    // GHL docs: any answer but 2xx is sent again; by older texts only 429.
    if (status === 'full') reply.code(429).header('retry-after', retryAfterSeconds);
    return reply.send({ status });
  });
}

/** GHL says to tell repeats by `webhookId`, which not every event has. */
function idOf({ webhookId }: JsonObject, raw: Buffer): string {
  if (typeof webhookId === 'string' && /^[\x20-\x7e]{1,200}$/.test(webhookId)) return `id:${webhookId}`;
  return `sha256:${createHash('sha256').update(raw).digest('hex')}`;
}

function parse(raw: Buffer): JsonObject | null {
  try {
    const body = JSON.parse(raw.toString()) as Json;
    return isJsonObject(body) ? body : null;
  } catch {
    return null;
  }
}
