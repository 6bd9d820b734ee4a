import { createSecretKey, randomBytes } from 'node:crypto';
import { expect, test } from 'vitest';
import { UnsealError, createKeyRing } from './key-ring.ts';
import type { Place } from './key-ring.ts';

const key = (id: string) => ({ id, key: createSecretKey(randomBytes(32)) });
const place: Place = { table: 'installations', column: 'access_token', rowId: 'row-1' };
const old = key('old');
const ring = createKeyRing([old]);

test('opens what it sealed, and seals the same text differently each time', () => {
  const [first, second] = [ring.seal('secret', place), ring.seal('secret', place)];
  expect(ring.open(first, place)).toBe('secret');
  expect(first).not.toBe(second);
  expect(first).not.toContain('secret');
});

test.for<[string, Place]>([
  ['another row', { ...place, rowId: 'row-2' }],
  ['another column', { ...place, column: 'refresh_token' }],
  ['another table', { ...place, table: 'location_tokens' }],
])('refuses a text that was moved to %s', ([, elsewhere]) => {
  expect(() => ring.open(ring.seal('secret', place), elsewhere)).toThrow(UnsealError);
});

test('refuses a text that was changed or cut', () => {
  const sealed = ring.seal('secret', place);
  const bytes = Buffer.from(sealed.split(':')[2] ?? '', 'base64url');
  bytes[bytes.length - 1] = (bytes.at(-1) ?? 0) ^ 1;
  expect(() => ring.open(`g1:old:${bytes.toString('base64url')}`, place)).toThrow(UnsealError);
  expect(() => ring.open(`g1:old:${bytes.subarray(0, 20).toString('base64url')}`, place)).toThrow(UnsealError);
  expect(() => ring.open('secret', place)).toThrow(UnsealError);
});

test('writes with the first key and still reads the others; a missing one is named', () => {
  const sealedByOld = ring.seal('secret', place);
  const rotated = createKeyRing([key('new'), old]);
  expect(rotated.open(sealedByOld, place)).toBe('secret');
  expect(rotated.seal('secret', place)).toMatch(/^g1:new:/);
  expect(() => createKeyRing([key('new')]).open(sealedByOld, place)).toThrow(/"old".*TOKEN_ENCRYPTION_KEYS/);
});
