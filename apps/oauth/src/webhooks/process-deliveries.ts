import { sql } from 'kysely';
import { noteCause } from '../connections/note-cause.ts';
import type { OAuthContext } from '../context.ts';
import { applyEvent } from './apply-event.ts';
import { readEvent } from './webhook-event.ts';

const maxAttempts = 20;

/** One delivery at a time: its effects and its mark are one transaction, so a kill at any point repeats or has done it. */
export async function processNextDelivery(ctx: OAuthContext): Promise<boolean> {
  let claimedId: string | undefined;
  try {
    const done = await ctx.db.transaction().execute(async (trx) => {
      const row = await trx
        .selectFrom('webhook_deliveries')
        .selectAll()
        .where('processed_at', 'is', null)
        .where('next_attempt_at', '<=', sql<Date>`now()`)
        .where('attempts', '<', maxAttempts)
        .orderBy('id')
        .limit(1)
        .forUpdate()
        .skipLocked()
        .executeTakeFirst();
      if (row === undefined) return null;
      claimedId = row.id;
      const event = readEvent(row.raw);
      if (event !== null) {
        await noteCause(trx, `webhook ${event.type}`);
        await applyEvent(trx, event, row.received_at);
      }
      await trx
        .updateTable('webhook_deliveries')
        .set({ processed_at: new Date(), error: event === null ? 'not an event' : null })
        .where('id', '=', row.id)
        .execute();
      ctx.log.info(
        { type: event?.type, companyId: event?.companyId, locationId: event?.locationId },
        'webhook processed',
      );
      return { type: event?.type };
    });
    if (done?.type === 'INSTALL' || done?.type === 'UNINSTALL') ctx.wake.reconciles();
    return done !== null;
  } catch (error) {
    if (claimedId === undefined) throw error;
    ctx.metrics.webhooks.inc({ outcome: 'failed' });
    ctx.log.error({ err: error, delivery: claimedId }, 'a webhook could not be processed; it is tried again');
    await postpone(ctx, claimedId, error);
    return true;
  }
}

async function postpone({ db }: OAuthContext, id: string, error: unknown): Promise<void> {
  const { attempts } = await db
    .updateTable('webhook_deliveries')
    .set((eb) => ({ attempts: eb('attempts', '+', 1), error: String(error).slice(0, 500) }))
    .where('id', '=', id)
    .returning('attempts')
    .executeTakeFirstOrThrow();
  const delayMs = Math.min(3_600_000, 1_000 * 2 ** attempts) * (0.5 + Math.random() / 2);
  await db
    .updateTable('webhook_deliveries')
    .set({ next_attempt_at: sql`now() + ${delayMs} * interval '1 millisecond'` })
    .where('id', '=', id)
    .execute();
}
