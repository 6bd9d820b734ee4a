import { generateKeyPairSync, sign } from 'node:crypto';
import { expect, test } from 'vitest';
import { hasValidSignature, publishedWebhookKey, readWebhookKeys } from './webhook-signature.ts';

const ed25519 = generateKeyPairSync('ed25519');
const rsa = generateKeyPairSync('rsa', { modulusLength: 2048 });
const raw = Buffer.from('{"type":"ProductUpdate"}');
const newer = sign(null, raw, ed25519.privateKey).toString('base64');
const older = sign('sha256', raw, rsa.privateKey).toString('base64');
const both = [ed25519.publicKey, rsa.publicKey];

test.for<[what: string, headers: Record<string, string>, body: Buffer, keys: typeof both, valid: boolean]>([
  ['a body as it was signed', { 'x-ghl-signature': newer }, raw, both, true],
  ['a body in which a byte is another', { 'x-ghl-signature': newer }, Buffer.from(`${raw.toString()} `), both, false],
  ['no signature', {}, raw, both, false],
  ['N/A', { 'x-ghl-signature': 'N/A' }, raw, both, false],
  ['what is no signature at all', { 'x-ghl-signature': 'ab' }, raw, both, false],
  ['a signature of nobody known', { 'x-ghl-signature': newer }, raw, [rsa.publicKey], false],
  ['the older signature where its key is configured', { 'x-wh-signature': older }, raw, both, true],
  ['the older signature where it is not', { 'x-wh-signature': older }, raw, [ed25519.publicKey], false],
  ['a wrong newer beside a right older one', { 'x-ghl-signature': 'N/A', 'x-wh-signature': older }, raw, both, false],
])('judges %s', ([, headers, body, keys, valid]) => expect(hasValidSignature(body, headers, keys)).toBe(valid));

test('reads several keys, and says which entry is none', () => {
  const { keys, unreadable } = readWebhookKeys(`${publishedWebhookKey}, nonsense,,${publishedWebhookKey}`);
  expect(keys).toHaveLength(2);
  expect(unreadable).toEqual([2]);
});
