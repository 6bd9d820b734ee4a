import { PassThrough } from 'node:stream';
import { expect, test } from 'vitest';
import { createLog } from './log.ts';

test('an error is logged by what it says, not with all that hangs on it', () => {
  const lines = new PassThrough();
  const log = createLog('info', 'worker', lines);
  const error = Object.assign(new Error('Connection terminated'), {
    code: '57P01',
    client: { password: 'x' },
    severity: 'FATAL',
  });
  log.error({ err: error }, 'the database went away');
  const line: unknown = JSON.parse(String(lines.read()));
  expect(line).toMatchObject({
    msg: 'the database went away',
    err: { type: 'Error', message: 'Connection terminated', errorCode: '57P01', stack: expect.any(String) as string },
  });
  expect(JSON.stringify(line)).not.toContain('client');
});

test('what could carry a secret is hidden wherever it stands', () => {
  const lines = new PassThrough();
  createLog('info', 'api', lines).info({ ms: 1, cookie: 'x', call: { headers: { authorization: 'x' } } }, 'a call');
  expect(JSON.parse(String(lines.read()))).toMatchObject({
    ms: 1,
    cookie: '[redacted]',
    call: { headers: { authorization: '[redacted]' } },
    msg: 'a call',
  });
});
