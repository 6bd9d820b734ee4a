import { createHash } from 'node:crypto';
import { expect, it } from 'vitest';
import { createTokenCache } from './token-cache.ts';

const ref = { companyId: 'company', locationId: 'location' };
const token = (accessToken: string, expiresInMs = 3_600_000) => ({
  accessToken,
  scopes: [],
  expiresAt: new Date(Date.now() + expiresInMs),
});
const hash = (text: string) => createHash('sha256').update(text).digest('hex');

it('keeps a token apart from those of other locations and of the agency', () => {
  const cache = createTokenCache();
  cache.set(ref, token('of the location'));
  expect(cache.get(ref, undefined)?.accessToken).toBe('of the location');
  expect(cache.get({ companyId: 'company' }, undefined)).toBeUndefined();
  expect(cache.get({ companyId: 'company', locationId: 'other' }, undefined)).toBeUndefined();
});

it('drops a token that GHL refused, for everyone', () => {
  const cache = createTokenCache();
  cache.set(ref, token('old'));
  expect(cache.get(ref, hash('another'))?.accessToken).toBe('old');
  expect(cache.get(ref, hash('old'))).toBeUndefined();
  expect(cache.get(ref, undefined)).toBeUndefined();
});

it('does not hand out a token that is about to expire', () => {
  const cache = createTokenCache();
  cache.set(ref, token('short', 30_000));
  expect(cache.get(ref, undefined)).toBeUndefined();
});
