import { afterEach, expect, test, vi } from 'vitest';
import { createGroundwork } from './create-groundwork.ts';
import { version } from './version.ts';

const url = 'https://groundwork.example.com';

test.each(['', ' ', '\n'])('a key that is not there is refused before anything is sent: %j', (apiKey) => {
  expect(() => createGroundwork({ url, apiKey })).toThrow(/^The API key is missing\. Make one under Settings/);
});

test.each(['gw_one\ngw_two', 'gw_one gw_two', 'gw_ключ'])(
  'a key that no header can carry is not told to anybody: %j',
  (apiKey) => {
    const make = () => createGroundwork({ url, apiKey });
    expect(make).toThrow('Copy it once more');
    expect(make).not.toThrow('gw_');
  },
);

test('a key is used without the line break that its file ended with', async () => {
  const sent: (string | null)[] = [];
  const gw = createGroundwork({
    url,
    apiKey: 'gw_one\n',
    maxRetries: 0,
    fetch(_, init) {
      sent.push(new Headers(init?.headers).get('authorization'));
      return Promise.reject(new TypeError('fetch failed'));
    },
  });
  await expect(gw.me()).rejects.toMatchObject({ code: 'UNREACHABLE' });
  expect(sent).toEqual(['Bearer gw_one']);
});

afterEach(() => vi.unstubAllGlobals());

/** As what a call is sent. */
async function sentAs(userAgent?: string): Promise<string | null> {
  const sent: (string | null)[] = [];
  const gw = createGroundwork({
    url,
    apiKey: 'gw_one',
    maxRetries: 0,
    ...(userAgent === undefined ? {} : { userAgent }),
    fetch(_, init) {
      sent.push(new Headers(init?.headers).get('user-agent'));
      return Promise.reject(new TypeError('fetch failed'));
    },
  });
  await expect(gw.me()).rejects.toMatchObject({ code: 'UNREACHABLE' });
  return sent[0] ?? null;
}

test('a call says by which SDK it is made, and before it by which program', async () => {
  expect(await sentAs()).toBe(`groundwork-sdk/${version}`);
  expect(await sentAs('nightly/1.2 (ops@example.com)')).toBe(`nightly/1.2 (ops@example.com) groundwork-sdk/${version}`);
  expect(() => createGroundwork({ url, apiKey: 'gw_one', userAgent: 'a\r\nb' })).toThrow('what no header can');
});

test.each(['document', 'importScripts'])('a browser, which has %s, goes by its own name', async (name) => {
  vi.stubGlobal(name, {});
  expect(await sentAs('nightly/1.2')).toBeNull();
});

test.each([
  ['', 'The url is missing. Give one like'],
  ['localhost:4000', '"localhost:4000" is no address of Groundwork. Give one like'],
  ['ftp://example.com', '"ftp://example.com" is no address of Groundwork.'],
])('an address that is none is refused at once: %j', (wrong, said) => {
  expect(() => createGroundwork({ url: wrong, apiKey: 'gw_one' })).toThrow(said);
});
