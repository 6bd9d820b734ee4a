import { createBatches } from '../batches.ts';
import type { Core } from '../context.ts';
import { type Delivery, readDelivery, type WebhookEvent } from './delivery.ts';
import { type Stored, storeDeliveries } from './store-deliveries.ts';
import { takeUpRename } from './take-up-rename.ts';

/** `full`: so much waits to be stored that it was not taken; it is to be sent again. */
export type WebhookOutcome = 'stored' | 'duplicate' | 'full';

export interface WebhookLimits {
  /** Of what waits at a time; a process that falls behind says so before it has no memory left. */
  maxWaitingBytes: number;
}

const usualLimits: WebhookLimits = { maxWaitingBytes: 32 * 1024 * 1024 };
/** So much a process keeps of an event beside its text. */
const eachBytes = 2_048;
/** A statement of more takes so long that the first of it waits for nothing. */
const atOnce = 500;

/**
 * Takes events in. Those that come while some are being stored are stored together by the next statement; each is answered once its
 * own row is committed. One that cannot be stored fails alone.
 */
export function createWebhookIntake(
  core: Core,
  limits = usualLimits,
): (event: WebhookEvent) => Promise<WebhookOutcome> {
  const store = createBatches<Waiting>((batch) => storeTogether(core, batch), { urgentAtOnce: atOnce });
  let waitingBytes = 0;
  return async (event) => {
    const delivery = readDelivery(event);
    const bytes = Buffer.byteLength(delivery.body) + eachBytes;
    if (waitingBytes > 0 && waitingBytes + bytes > limits.maxWaitingBytes) return 'full';
    const waiting: Waiting = { delivery, isNew: false, failure: null };
    waitingBytes += bytes;
    await store(waiting).finally(() => (waitingBytes -= bytes));
    if (waiting.failure) throw waiting.failure.cause;
    return waiting.isNew ? 'stored' : 'duplicate';
  };
}

interface Waiting {
  delivery: Delivery;
  isNew: boolean;
  failure: { cause: unknown } | null;
}

/** What the database refuses for one of them is tried again in halves, until that one is alone. */
async function storeTogether(core: Core, batch: readonly Waiting[]): Promise<void> {
  const first = new Map<string, Waiting>();
  for (const waiting of batch) if (!first.has(waiting.delivery.id)) first.set(waiting.delivery.id, waiting);
  try {
    const stored = await storeDeliveries(
      core,
      Array.from(first.values(), ({ delivery }) => delivery),
    );
    takeUp(core, stored);
    for (const { delivery } of stored) {
      const waiting = first.get(delivery.id);
      if (waiting) waiting.isNew = true;
    }
  } catch (cause) {
    if (batch.length === 1 || !mayBeOfOne(cause)) {
      for (const waiting of batch) waiting.failure = { cause };
      return;
    }
    const half = Math.ceil(batch.length / 2);
    await storeTogether(core, batch.slice(0, half));
    await storeTogether(core, batch.slice(half));
  }
}

/** Takes calls to GHL, and GHL wants its answer at once. */
function takeUp(core: Core, stored: readonly Stored[]): void {
  for (const { delivery, whose, isRename } of stored)
    if (isRename && whose) void takeUpRename(core, whose, delivery.id);
}

/** By PostgreSQL's classes: data it cannot take, a constraint, a deadlock, a limit of its own. All else fails for every event alike. */
const mayBeOfOne = (cause: unknown): boolean =>
  cause instanceof Error && 'code' in cause && typeof cause.code === 'string' && /^(22|23|40|54)...$/.test(cause.code);
