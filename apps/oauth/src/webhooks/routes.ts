import { hasValidSignature } from '@groundwork/integrations/ghl/webhook-signature';
import type { KeyObject } from 'node:crypto';
import type { FastifyInstance } from 'fastify';
import type { OAuthContext } from '../context.ts';
import { acceptRawBodies } from '../http/raw-bodies.ts';
import { storeDelivery } from './store-delivery.ts';

/** The app's default webhook URL. The API forwards what reached it instead, with the signature it came with. */
export async function webhookRoutes(
  app: FastifyInstance,
  { ctx, publicKeys }: { ctx: OAuthContext; publicKeys: readonly KeyObject[] },
): Promise<void> {
  acceptRawBodies(app);
  // A bulk install of hundreds of locations comes within seconds; GHL repeats what is turned away here.
  const limits = { bodyLimit: 512 * 1024, config: { rateLimit: { max: 3_000, timeWindow: '1 minute' } } };

  app.post<{ Body: Buffer | undefined }>('/oauth/webhook', limits, async (request, reply) => {
    const raw = request.body ?? Buffer.alloc(0);
    if (!hasValidSignature(raw, request.headers, publicKeys)) {
      ctx.metrics.webhooks.inc({ outcome: 'bad-signature' });
      request.log.warn('a webhook without a valid signature was refused');
      return reply.code(401).send({ error: 'The signature is missing or wrong.' });
    }
    const { deliveryid: deliveryId } = request.headers;
    await storeDelivery(ctx, { raw, deliveryId: typeof deliveryId === 'string' ? deliveryId : undefined });
    return reply.code(200).send({ received: true });
  });
}
