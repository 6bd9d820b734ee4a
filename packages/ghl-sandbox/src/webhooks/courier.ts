import { randomUUID, sign, type KeyObject } from 'node:crypto';
import type { Knobs } from '../knobs.ts';
import type { Store } from '../store/open-store.ts';
import type { AppRegistration } from '../world.ts';

/** Signs webhooks and delivers them, from rows: what a killed process did not deliver, the next one does. */
export interface Courier {
  /** Gives the delivery ids. A webhook held by a code waits for that code's exchange, or for as long as the code lives. */
  post(event: Record<string, unknown>, heldByCode?: string): string[];
  release(code: string): void;
  /** Tries these at once, whatever they wait for, and resolves when each was tried. */
  attempt(deliveryIds: string[]): Promise<void>;
  /** Sends one that was sent before, with the same body. */
  resend(webhookId: string): void;
  /** Looks for work now: call it after a commit that posted something. */
  wake(): void;
  stop(): Promise<void>;
}

const maxAttempts = 12;
const maxBackoffMs = 3_600_000;
const answerTimeoutMs = 10_000;
const atOnce = 8;
const orders = { 'as-sent': 'seq', reversed: 'seq DESC', shuffled: 'RANDOM()' };

export function createCourier(parts: { store: Store; app: AppRegistration; knobs: Knobs; key: KeyObject }): Courier {
  const { store, app, knobs, key } = parts;
  const stopped = new AbortController();
  const inFlight = new Map<string, Promise<void>>();
  let timer: NodeJS.Timeout | undefined;
  let windowEndsAtMs = 0;

  const deliver = (row: WebhookRow): Promise<void> => {
    const known = inFlight.get(row.delivery_id);
    if (known) return known;
    const delivery = send(row).finally(() => inFlight.delete(row.delivery_id));
    inFlight.set(row.delivery_id, delivery);
    return delivery;
  };

  async function send(row: WebhookRow): Promise<void> {
    const { type } = JSON.parse(row.body) as { type?: string };
    const url = app.eventUrls[type ?? ''] ?? app.webhookUrl;
    if (!url) return;
    const outcome = await push(url, row);
    if (stopped.signal.aborted) return;
    const delivered = /^2\d\d$/.test(outcome);
    const attempts = row.attempts + 1;
    const state = delivered ? 'delivered' : attempts >= maxAttempts ? 'given up' : 'pending';
    const backoffMs = Math.min(maxBackoffMs, knobs.webhookRetryBaseMs * 2 ** row.attempts) * (0.5 + Math.random() / 2);
    store.run(
      'UPDATE webhook SET attempts = ?, last_outcome = ?, state = ?, due_at_ms = ? WHERE delivery_id = ?',
      attempts,
      outcome,
      state,
      Math.ceil(Date.now() + backoffMs),
      row.delivery_id,
    );
  }

  async function push(url: string, row: WebhookRow): Promise<string> {
    try {
      const response = await fetch(url, {
        method: 'POST',
        headers: {
          'Content-Type': 'application/json',
          'User-Agent': 'GHL-Sandbox-Webhooks',
          'X-GHL-Signature': sign(null, Buffer.from(row.body), key).toString('base64'),
          deliveryId: row.delivery_id,
        },
        body: row.body,
        redirect: 'manual',
        signal: AbortSignal.any([stopped.signal, AbortSignal.timeout(answerTimeoutMs)]),
      });
      await response.body?.cancel();
      return String(response.status);
    } catch (error) {
      return error instanceof Error ? error.message : 'failed';
    }
  }

  function wake(): void {
    clearTimeout(timer);
    if (stopped.signal.aborted || !(app.webhookUrl || Object.keys(app.eventUrls).length > 0)) return;
    // An order that is asked for can only be kept by one at a time.
    const most = knobs.webhookOrder === 'as-sent' ? atOnce : 1;
    const rows = store.all<WebhookRow>(
      `SELECT * FROM webhook WHERE state = 'pending' ORDER BY due_at_ms, ${orders[knobs.webhookOrder]} LIMIT ?`,
      most + inFlight.size,
    );
    const waiting = rows.filter((row) => !inFlight.has(row.delivery_id));
    const nowMs = Date.now();
    for (const row of waiting.filter(({ due_at_ms }) => due_at_ms <= nowMs).slice(0, Math.max(0, most - inFlight.size)))
      void deliver(row).then(wake);
    const next = waiting.find(({ due_at_ms }) => due_at_ms > nowMs);
    if (next) timer = setTimeout(wake, Math.min(next.due_at_ms - nowMs, 2 ** 30));
  }

  /** Out of order, what is posted within one window becomes due together. */
  function dueAtMs(): number {
    const nowMs = Date.now();
    if (knobs.webhookOrder === 'as-sent') return nowMs + knobs.webhookDelayMs;
    if (windowEndsAtMs <= nowMs) windowEndsAtMs = nowMs + knobs.webhookDelayMs + knobs.webhookWindowMs;
    return windowEndsAtMs;
  }

  function insert(body: string, heldByCode?: string, state: 'pending' | 'lost' = 'pending'): string {
    const deliveryId = randomUUID();
    store.run(
      'INSERT INTO webhook (delivery_id, body, held_by_code, due_at_ms, state) VALUES (?, ?, ?, ?, ?)',
      deliveryId,
      body,
      heldByCode ?? null,
      heldByCode ? Date.now() + knobs.codeSeconds * 1000 : dueAtMs(),
      state,
    );
    return deliveryId;
  }

  return {
    post(event, heldByCode) {
      const body = JSON.stringify({ timestamp: new Date().toISOString(), webhookId: randomUUID(), ...event });
      const state = Math.random() < knobs.webhookLoss ? 'lost' : 'pending';
      return Array.from({ length: knobs.webhookCopies }, () => insert(body, heldByCode, state));
    },
    release(code) {
      store.run('UPDATE webhook SET held_by_code = NULL, due_at_ms = ? WHERE held_by_code = ?', dueAtMs(), code);
      setImmediate(wake);
    },
    async attempt(deliveryIds) {
      const rows = deliveryIds.flatMap((id) =>
        store.all<WebhookRow>(`SELECT * FROM webhook WHERE delivery_id = ? AND state = 'pending'`, id),
      );
      if (knobs.webhookOrder === 'as-sent') await Promise.all(rows.map(deliver));
      else for (const row of reordered(rows, knobs.webhookOrder)) await deliver(row);
      wake();
    },
    resend(webhookId) {
      const row = store
        .all<WebhookRow>('SELECT * FROM webhook ORDER BY seq')
        .find(({ body }) => (JSON.parse(body) as { webhookId: string }).webhookId === webhookId);
      if (row) insert(row.body);
      wake();
    },
    wake,
    async stop() {
      stopped.abort();
      clearTimeout(timer);
      await Promise.all(inFlight.values());
    },
  };
}

function reordered(rows: WebhookRow[], order: 'reversed' | 'shuffled'): WebhookRow[] {
  if (order === 'reversed') return rows.toReversed();
  const drawn = rows.map((row) => ({ row, lot: Math.random() }));
  return drawn.toSorted((a, b) => a.lot - b.lot).map(({ row }) => row);
}

interface WebhookRow {
  delivery_id: string;
  body: string;
  due_at_ms: number;
  attempts: number;
}
