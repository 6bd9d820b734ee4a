import { beforeEach, expect, test } from 'vitest';
import { createTokenMemory } from './token-memory.ts';
import type { Token, TokenMemory } from './token-memory.ts';

const agency = { companyId: 'a1' };
const location = { companyId: 'a1', locationId: 'l1' };
const other = { companyId: 'a2' };
const inMs = (ms: number) => new Date(Date.now() + ms).toISOString();
const token = (name: string, expiresAt = inMs(3_600_000)): Token => ({
  accessToken: name,
  expiresAt,
  userType: 'Company',
  companyId: 'a1',
  locationId: null,
  scopes: [],
});
let memory: TokenMemory;

beforeEach(async () => {
  memory = createTokenMemory();
  memory.open(10);
  await memory.keep(agency, async () => token('of the agency'));
  await memory.keep(location, async () => token('of the location'));
  await memory.keep(other, async () => token('of another'));
});

const held = () => [agency, location, other].map((ref) => memory.get(ref)?.token.accessToken ?? null);

test('holds what was read, with the position up to which nothing was said against it', () => {
  expect(held()).toEqual(['of the agency', 'of the location', 'of another']);
  memory.hear([], 12);
  expect(memory.get(agency)?.position).toBe(12);
});

test('news of an agency end all its tokens, news of a location its own, and no others', () => {
  memory.hear([{ companyId: 'a1', locationId: 'l1' }], 11);
  expect(held()).toEqual(['of the agency', null, 'of another']);
  memory.hear([{ companyId: 'a1', locationId: null }], 12);
  expect(held()).toEqual([null, null, 'of another']);
  expect(memory.size()).toBe(1);
});

test('a token that was read before the news and comes after them is answered, and not kept', async () => {
  const reading = Promise.withResolvers<Token>();
  const answer = memory.keep(location, () => reading.promise);
  memory.hear([{ companyId: 'a1', locationId: null }], 11);
  reading.resolve(token('older than the news'));
  expect((await answer).accessToken).toBe('older than the news');
  expect(memory.get(location)).toBeUndefined();
});

test('news of others do not keep a token from being held', async () => {
  const reading = Promise.withResolvers<Token>();
  const answer = memory.keep(agency, () => reading.promise);
  memory.hear([{ companyId: 'a2', locationId: null }], 11);
  reading.resolve(token('renewed'));
  await answer;
  expect(memory.get(agency)).toMatchObject({ token: { accessToken: 'renewed' }, position: 11 });
});

test('holds nothing while the feed is not followed, nor what was read across a gap', async () => {
  const reading = Promise.withResolvers<Token>();
  const answer = memory.keep(agency, () => reading.promise);
  memory.close();
  expect(held()).toEqual([null, null, null]);
  await memory.keep(other, async () => token('unfollowed'));
  memory.open(20);
  reading.resolve(token('from before the gap'));
  await answer;
  expect(held()).toEqual([null, null, null]);
});

test('leaves a token near its end to the rows', async () => {
  await memory.keep(agency, async () => token('ending', inMs(119_000)));
  expect(memory.get(agency)?.token.accessToken).not.toBe('ending');
  await memory.keep(other, async () => token('ending', inMs(120_000 - 1)));
  expect(memory.get(other)?.token.accessToken).not.toBe('ending');
});

test('a read that fails leaves nothing behind', async () => {
  await expect(memory.keep(agency, () => Promise.reject(new Error('no')))).rejects.toThrow('no');
  memory.hear([{ companyId: 'a1', locationId: null }], 11);
  expect(memory.get(agency)).toBeUndefined();
});

test('is bounded: the agencies that came first give way', async () => {
  for (let number = 0; number < 20_001; number++)
    await memory.keep({ companyId: `many-${number}` }, async () => token('one of many'));
  expect(memory.size()).toBe(20_000);
  expect(held()).toEqual([null, null, null]);
  expect(memory.get({ companyId: 'many-20000' })).toBeDefined();
});
