import { AppError } from '@groundwork/shared';
import type { IncomingHttpHeaders } from 'node:http';
import { request as send } from 'undici';

const timeoutMs = 10_000;
const signatures = ['x-ghl-signature', 'x-wh-signature'] as const;

/**
 * Passes an event on to the OAuth service and answers its status. Storing is idempotent there, so the next replica may be asked
 * whatever became of the one before.
 */
export async function forwardInstallEvent(
  urls: readonly string[],
  received: IncomingHttpHeaders,
  body: Buffer,
): Promise<number> {
  const signed = Object.fromEntries(
    signatures.flatMap((name) => {
      const value = received[name];
      return typeof value === 'string' ? [[name, value]] : [];
    }),
  );
  for (const url of urls) {
    const answer = await send(new URL('/oauth/webhook', url), {
      method: 'POST',
      headers: { 'content-type': 'application/json', ...signed },
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
