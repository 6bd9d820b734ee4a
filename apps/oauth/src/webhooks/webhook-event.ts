import { z } from 'zod';

const id = z.string().min(1).max(64);
const optionalId = id.nullish().catch(null);

const eventBody = z.object({
  type: z.string().max(100),
  companyId: optionalId,
  locationId: optionalId,
  webhookId: z.string().min(1).max(200).nullish().catch(null),
  timestamp: z.iso.datetime({ offset: true }).nullish().catch(null),
});

export interface WebhookEvent {
  type: string;
  companyId: string | null;
  locationId: string | null;
  webhookId: string | null;
  /** When it happened, by GHL's clock. */
  at: Date | null;
}

/** Null when this is no event. Some samples of GHL's guide wrap it in `data`. */
export function readEvent(raw: Buffer): WebhookEvent | null {
  const body = parseJson(raw);
  const parsed = eventBody.safeParse(unwrap(body));
  if (!parsed.success) return null;
  const { type, companyId, locationId, webhookId, timestamp } = parsed.data;
  return {
    type,
    companyId: companyId ?? null,
    locationId: locationId ?? null,
    webhookId: webhookId ?? null,
    at: timestamp ? new Date(timestamp) : null,
  };
}

function unwrap(body: unknown): unknown {
  if (body === null || typeof body !== 'object' || !('data' in body)) return body;
  return typeof body.data === 'object' ? { ...body, ...body.data } : body;
}

function parseJson(raw: Buffer): unknown {
  try {
    return JSON.parse(raw.toString('utf8')) as unknown;
  } catch {
    return null;
  }
}
