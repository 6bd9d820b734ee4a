import { expect, test } from 'vitest';
import { hideSecrets } from './hide-secrets.ts';

const hide = hideSecrets(['token', 'cookie'], ['err']);

test('hides what has a secret name, at any depth and in lists, and shows the rest as it is', () => {
  const at = new Date(0);
  expect(
    hide({
      path: '/',
      ms: 1,
      at,
      token: 'x',
      call: { headers: { cookie: { a: 'x' }, host: 'h' } },
      tries: [{ token: 'x' }],
    }),
  ).toEqual({
    path: '/',
    ms: 1,
    at: at.toJSON(),
    token: '[redacted]',
    call: { headers: { cookie: '[redacted]', host: 'h' } },
    tries: [{ token: '[redacted]' }],
  });
});

test('leaves to its serializer what has one, and changes nothing of what it is given', () => {
  const err = Object.assign(new Error('away'), { token: 'x' });
  const fields = { err, token: 'x' };
  expect(hide(fields).err).toBe(err);
  expect(fields.token).toBe('x');
});

test('ends where a value refers to itself', () => {
  const call: Record<string, unknown> = { token: 'x' };
  call.again = call;
  const line = JSON.stringify(hide({ call }));
  expect(line).toContain('[too deep]');
  expect(line).not.toContain('"x"');
});
