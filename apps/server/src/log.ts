import { hideSecrets } from '@groundwork/integrations/http-server';
import { type DestinationStream, type Logger, pino, stdSerializers, stdTimeFunctions } from 'pino';

/** One JSON line per entry. Secrets have no place in a log: what could carry one is removed wherever it stands. */
export const createLog = (level: string, role: string, to?: DestinationStream): Logger =>
  pino(
    {
      level,
      base: { service: role },
      timestamp: stdTimeFunctions.isoTime,
      serializers: { err: describeError },
      formatters: { log: hideSecrets(secretNames, ['err']) },
    },
    ...(to ? [to] : []),
  );

const secretNames = [
  'authorization',
  'cookie',
  'ticket',
  'code',
  'state',
  'nonce',
  'accessToken',
  'session',
  'secret',
  'password',
  'connectionString',
];

/** Libraries hang whole clients on their errors, kilobytes of them: who it was, what it said and where is enough. */
function describeError(error: Error): object {
  const { type, message, stack } = stdSerializers.err(error);
  return { type, message, stack, ...('code' in error ? { errorCode: error.code } : {}) };
}
