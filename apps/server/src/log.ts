import { type Logger, pino, stdTimeFunctions } from 'pino';

/** One JSON line per entry. Secrets have no place in a log: what could carry one is removed wherever it stands. */
export const createLog = (level: string, role: string): Logger =>
  pino({
    level,
    base: { service: role },
    timestamp: stdTimeFunctions.isoTime,
    redact: {
      paths: [
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
      ].flatMap((name) => [name, `*.${name}`, `*.*.${name}`, `*.*.*.${name}`]),
      censor: '[redacted]',
    },
  });
