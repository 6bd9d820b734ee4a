/** GHL docs, Webhook Authentication Guide: the Ed25519 key behind `X-GHL-Signature`. */
export const publishedWebhookKey = 'MCowBQYDK2VwAyEAi2HR1srL4o18O8BRa7gVJY7G7bupbN3H9AwJrHCDiOg=';

export interface SignedWebhook {
  /** The bytes as they came. A body that was parsed and written again has another signature. */
  body: Uint8Array | ArrayBuffer | string;
  /** Of the header `x-ghl-signature`. */
  signature: string | null | undefined;
  /** SPKI in base64; GHL's published one unless told. */
  publicKey?: string;
}

/**
 * Whether a webhook comes from GHL. It says nothing of its age: GHL sends again for days, so tell repeats by `webhookId`. Rejects
 * only where the key is none.
 */
export async function verifyWebhook({
  body,
  signature,
  publicKey = publishedWebhookKey,
}: SignedWebhook): Promise<boolean> {
  const signed = decode(signature ?? '');
  if (signed?.length !== 64) return false;
  const spki = decode(publicKey);
  if (!spki)
    throw new TypeError('The public key is not base64. Give the key as GHL publishes it, without its PEM lines.');
  const key = await crypto.subtle.importKey('spki', spki, { name: 'Ed25519' }, false, ['verify']);
  const bytes = typeof body === 'string' ? new TextEncoder().encode(body) : new Uint8Array(body);
  return crypto.subtle.verify({ name: 'Ed25519' }, key, signed, bytes);
}

function decode(base64: string): Uint8Array<ArrayBuffer> | null {
  try {
    return Uint8Array.from(atob(base64), (character) => character.charCodeAt(0));
  } catch {
    return null;
  }
}
