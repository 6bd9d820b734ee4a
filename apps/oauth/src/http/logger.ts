import { hideSecrets } from '@groundwork/integrations/http-server';
import { pino, stdSerializers } from 'pino';
import type { DestinationStream, Logger } from 'pino';

/** JSON lines. URLs are logged without their query, bodies and headers not at all; the names below are the second fence. */
export const createLogger = (level: string, destination?: DestinationStream): Logger =>
  pino(
    {
      level,
      base: { service: 'oauth' },
      timestamp: pino.stdTimeFunctions.isoTime,
      serializers: { err: errorWithoutInput, req: requestWithoutQuery },
      formatters: { log: hideSecrets(secretNames, ['err', 'req']) },
    },
    destination ?? pino.destination(1),
  );

const secretNames = [
  'code',
  'state',
  'ticket',
  'nonce',
  'cookie',
  'authorization',
  'accessToken',
  'refreshToken',
  'access_token',
  'refresh_token',
  'client_secret',
  'signature',
];

/** Name, message, stack and causes: properties that carry what was sent (query parameters, bodies) stay out. */
function errorWithoutInput(error: Error): object {
  if (!(error instanceof Error)) return { type: typeof error };
  const { type, message, stack } = stdSerializers.errWithCause(error);
  return { type, message, stack };
}

const requestWithoutQuery = (request: { method?: string; url?: string }): object => ({
  method: request.method,
  path: request.url?.split('?')[0],
});
