import { generateKeyPairSync, sign } from 'node:crypto';
import { expect, test } from 'vitest';
import { verifyWebhook } from './verify-webhook.ts';

const keys = generateKeyPairSync('ed25519');
const publicKey = keys.publicKey.export({ type: 'spki', format: 'der' }).toString('base64');
const body = '{"type":"ContactCreate","name":"Zoë"}';
const signature = sign(null, Buffer.from(body), keys.privateKey).toString('base64');

test('takes a body as it was signed, as text and as bytes', async () => {
  expect(await verifyWebhook({ body, signature, publicKey })).toBe(true);
  expect(await verifyWebhook({ body: new TextEncoder().encode(body), signature, publicKey })).toBe(true);
});

test.each([
  ['another body', { body: body.replace('Zoë', 'Zoe'), signature, publicKey }],
  ['another key', { body, signature }],
  ['no signature', { body, signature: undefined, publicKey }],
  ['GHL’s word for unsigned', { body, signature: 'N/A', publicKey }],
  ['a signature that is cut', { body, signature: signature.slice(0, -8), publicKey }],
])('refuses %s', async (_, webhook) => {
  expect(await verifyWebhook(webhook)).toBe(false);
});
