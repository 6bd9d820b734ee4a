import type { Json, JsonObject } from '@groundwork/shared';
import type { KindName } from '@groundwork/shared/kinds';
import { kindsHinted } from './kinds-hinted.ts';

/** An event whose signature was verified. `id` is GHL's own of it, else a hash of its body. */
export interface WebhookEvent {
  id: string;
  body: JsonObject;
}

/** An event as it is stored, and what it says of itself. */
export interface Delivery {
  id: string;
  type: string;
  companyId: string | null;
  locationId: string | null;
  name: string | null;
  /** JSON that PostgreSQL takes. */
  body: string;
  hints: readonly KindName[];
}

/** GHL docs: payloads are flat. The webhook guide's samples wrap them in `data`: both are read. */
export function readDelivery({ id, body: received }: WebhookEvent): Delivery {
  const written = JSON.stringify(received);
  const text = storable(written);
  const body = text === written ? received : (JSON.parse(text) as JsonObject);
  const { data } = body;
  const event: JsonObject =
    typeof data === 'object' && data !== null && !Array.isArray(data) ? { ...body, ...(data as JsonObject) } : body;
  const type = textOf(event['type']) ?? '';
  return {
    id,
    type,
    companyId: textOf(event['companyId']),
    // GHL docs: LocationCreate and LocationUpdate name the location in `id`.
    locationId: textOf(event['locationId']) ?? (type.startsWith('Location') ? textOf(event['id']) : null),
    name: textOf(event['name']),
    body: text,
    hints: kindsHinted(type, body),
  };
}

const textOf = (value: Json | undefined): string | null =>
  typeof value === 'string' && value !== '' && value.length <= 200 ? value : null;

/** Each escape whole, so that an escaped backslash begins none. */
const escapes = /\\(?:u(0000|d[89a-f][0-9a-f]{2})|.)/g;

/**
 * PostgreSQL takes no NUL and no half of a surrogate pair, which is what a name cut within an emoji ends in, neither in a value nor in
 * a name. JSON.stringify writes both as escapes.
 */
const storable = (json: string): string =>
  json.replace(escapes, (escape, code?: string) => {
    if (code === undefined) return escape;
    return code === '0000' ? '' : '\ufffd';
  });
