import type { OAuthContext } from '../context.ts';
import { sha256Hex } from '../crypto/hash.ts';
import { readEvent } from './webhook-event.ts';

/** Durable before GHL hears 200. A repeat of the same webhook, sent on purpose or not, is one row. */
export async function storeDelivery(
  ctx: OAuthContext,
  delivery: { raw: Buffer; deliveryId: string | undefined },
): Promise<'stored' | 'duplicate'> {
  const { raw, deliveryId } = delivery;
  const webhookId = readEvent(raw)?.webhookId;
  const inserted = await ctx.db
    .insertInto('webhook_deliveries')
    .values({
      dedupe_key: webhookId ? `id:${webhookId}` : `sha256:${sha256Hex(raw)}`,
      raw,
      headers: JSON.stringify(deliveryId === undefined ? {} : { deliveryid: deliveryId.slice(0, 200) }),
    })
    .onConflict((conflict) => conflict.column('dedupe_key').doNothing())
    .executeTakeFirst();
  const outcome = inserted.numInsertedOrUpdatedRows === 0n ? 'duplicate' : 'stored';
  ctx.metrics.webhooks.inc({ outcome });
  if (outcome === 'stored') ctx.wake.deliveries();
  return outcome;
}
