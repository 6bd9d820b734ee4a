import { createHash } from 'node:crypto';
import { afterEach, expect, it, vi } from 'vitest';
import { createTokenCache } from './token-cache.ts';

const agency = { companyId: 'company' };
const location = { companyId: 'company', locationId: 'location' };
const other = { companyId: 'company', locationId: 'other' };
const token = (accessToken: string, expiresInMs = 3_600_000) => ({
  accessToken,
  scopes: [],
  expiresAt: new Date(Date.now() + expiresInMs),
});
const hash = (text: string) => createHash('sha256').update(text).digest('hex');
const holding = (...refs: (typeof agency)[]) => {
  const cache = createTokenCache();
  for (const ref of refs) cache.set(ref, token(JSON.stringify(ref)), cache.era());
  return cache;
};
afterEach(() => void vi.useRealTimers());

it('keeps a token apart from those of other locations and of the agency', () => {
  const cache = holding(location);
  expect(cache.get(location, undefined)?.token.accessToken).toBe(JSON.stringify(location));
  expect(cache.get(agency, undefined)).toBeUndefined();
  expect(cache.get(other, undefined)).toBeUndefined();
});

it('drops a token that GHL refused, for everyone', () => {
  const cache = createTokenCache();
  cache.set(location, token('old'), cache.era());
  expect(cache.get(location, hash('another'))?.token.accessToken).toBe('old');
  expect(cache.get(location, hash('old'))).toBeUndefined();
  expect(cache.get(location, undefined)).toBeUndefined();
});

it('does not hand out a token that is about to expire', () => {
  const cache = createTokenCache();
  cache.set(location, token('short', 30_000), cache.era());
  expect(cache.get(location, undefined)).toBeUndefined();
});

it.each([
  ['refreshed', null, [location, other]],
  ['refreshed', 'location', [agency, other]],
  ['location-token-ended', 'location', [agency, other]],
  ['uninstalled', 'location', [agency, other]],
  ['uninstalled', null, []],
  ['revoked', null, []],
  ['connection-changed', null, [agency, location, other]],
  ['of a newer service', null, []],
  ['of a newer service', 'location', []],
] as const)('loses by %s of %s only what it is about', (kind, locationId, left) => {
  const cache = holding(agency, location, other, { companyId: 'neighbour' });
  cache.drop({ kind, companyId: 'company', locationId });
  expect([agency, location, other].filter((ref) => cache.get(ref, undefined))).toEqual(left);
  expect(cache.get({ companyId: 'neighbour' }, undefined)).toBeDefined();
});

it('does not keep an answer that was asked for before the news', () => {
  const cache = createTokenCache();
  const era = cache.era();
  cache.drop({ kind: 'refreshed', companyId: 'company', locationId: null });
  cache.set(agency, token('older than the news'), era);
  expect(cache.get(agency, undefined)).toBeUndefined();
});

it('after missed news trusts no token before it was asked about, and still has it', () => {
  const cache = holding(agency, location);
  cache.watch(true);
  cache.doubt();
  expect(cache.get(agency, undefined)).toMatchObject({ isTrusted: false });
  cache.set(agency, token('asked again'), cache.era());
  expect(cache.get(agency, undefined)).toMatchObject({ isTrusted: true });
  cache.trustAgain(location);
  expect(cache.get(location, undefined)).toMatchObject({ isTrusted: true });
});

it('trusts a token to the end while a stream watches it, and for seconds once nobody does', () => {
  vi.useFakeTimers();
  const cache = holding(agency);
  const isTrusted = () => cache.get(agency, undefined)?.isTrusted;
  cache.watch(true);
  vi.advanceTimersByTime(600_000);
  expect(isTrusted()).toBe(true);
  cache.watch(false);
  vi.advanceTimersByTime(10_000);
  expect(isTrusted()).toBe(true);
  vi.advanceTimersByTime(6_000);
  expect(isTrusted()).toBe(false);
  cache.trustAgain(agency);
  expect(isTrusted()).toBe(true);
});
