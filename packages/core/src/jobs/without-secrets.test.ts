import { AppError } from '@groundwork/shared';
import { expect, test } from 'vitest';
import { errorWithoutSecrets } from './without-secrets.ts';

const itemOf = (value: unknown, secrets = ['value']) =>
  ({
    item: { secrets, target: { value, name: 'Key' }, applied: {}, live: { value: 'old one' } },
  }) as unknown as Parameters<typeof errorWithoutSecrets>[0];
const refused = (said: string) =>
  new AppError('GHL_REJECTED', `GHL refused the request: ${JSON.stringify(said)}.`, { issues: [{ message: said }] });
const shown = (value: unknown, said: string) => errorWithoutSecrets(itemOf(value), refused(said));

test.each([
  ['the value', 'hush', 'hush is taken', '(secret) is taken'],
  ['the value before', 'hush', 'old one is taken', '(secret) is taken'],
  ['a part of a list', [{ key: 'hush' }], 'hush, hush', '(secret), (secret)'],
  ['a number', 123_456, '123456 is too large', '(secret) is too large'],
  ['a value with a pattern in it', '$&.*hush', 'is $&.*hush', 'is (secret)'],
])('what GHL quotes of a secret is not written down: %s', (_, value, said, message) => {
  expect(shown(value, said)).toMatchObject({
    message: `GHL refused the request: "${message}".`,
    issues: [{ message }],
  });
});

test('also where the message escapes it', () => {
  expect(shown('hu"sh\n', 'hu"sh\n is taken').message).toBe('GHL refused the request: "(secret) is taken".');
});

test('other words stay', () => {
  expect(errorWithoutSecrets(itemOf('hush', []), refused('hush')).message).toContain('hush');
  expect(shown('1', '1 of 10').message).toContain('1 of 10');
});
