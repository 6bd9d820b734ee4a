import { randomBytes } from 'node:crypto';
import { afterEach, expect, test } from 'vitest';
import type { Attempt } from './sign-in-steps.ts';
import { nothingIsWritten, type World } from './world.ts';

/** GHL tells of every consent, whatever becomes of the sign-in. */
const but = ['webhook_deliveries'];
const nonsense = () => randomBytes(32).toString('base64url');

const bend = (address: URL | string, name: 'code', value: string): string => {
  const url = new URL(address);
  url.searchParams.set(name, value);
  return url.href;
};

/** Addresses of the OAuth service that a browser arrives at, and the cookies it brings. */
const arrivals: [string, arrange: (world: World) => Promise<string[]>, title: RegExp][] = [
  ['a forged state', async () => [`callback?code=${nonsense()}&state=${nonsense()}`], /not known here/],
  ['two states', async () => [`callback?code=${nonsense()}&state=a&state=b`], /not complete/],
  ['a forged code without a state', async () => [`callback?code=${nonsense()}`], /did not accept/],
  ['nothing at all', async () => ['callback'], /not installed/],
  ['an unknown backend', async () => [`install?backend=x&nonce=${'0'.repeat(64)}`], /not complete/],
  ['no nonce', async () => ['install?backend=main'], /not complete/],
  [
    'a state without its cookie',
    async ({ steps }) => [(await steps.agree(await steps.begin())).href],
    /started in another browser/,
  ],
  [
    'a state with the cookie of another',
    async ({ steps }) => {
      const [mine, other] = [await steps.begin(), await steps.begin()];
      const swapped = `${mine.stateCookie.split('=')[0]}=${other.stateCookie.split('=')[1]}`;
      return [(await steps.agree(mine)).href, swapped];
    },
    /started in another browser/,
  ],
];

/** Ways back from GHL in the right browser. */
const returns: [string, code: string, arrange: (world: World, attempt: Attempt) => Promise<string>][] = [
  [
    'an expired state',
    'SIGN_IN_EXPIRED',
    async ({ steps, ledger }, attempt) => {
      await ledger.inOAuth(`update install_attempts set expires_at = now() - interval '1 second'`);
      return (await steps.agree(attempt)).href;
    },
  ],
  [
    'a refused consent',
    'ACCESS_DENIED',
    async ({ steps }, attempt) => (await steps.agree(attempt, { decision: 'deny' })).href,
  ],
  ['a forged code', 'CODE_REFUSED', async ({ steps }, attempt) => bend(await steps.agree(attempt), 'code', nonsense())],
  [
    'a code that was used before',
    'CODE_REFUSED',
    async ({ steps }, attempt) => {
      const used = await steps.agree(await steps.begin());
      // Without its state it installs, which spends it.
      await steps.follow(`${used.origin}${used.pathname}?code=${used.searchParams.get('code')}`);
      return bend(await steps.agree(attempt), 'code', used.searchParams.get('code') ?? '');
    },
  ],
  [
    'a code that GHL answers with a web page',
    'GHL_UNAVAILABLE',
    async ({ steps, sandbox }, attempt) => {
      await sandbox.addFault({ path: '/oauth/token', mode: 'status', status: 200 });
      return (await steps.agree(attempt)).href;
    },
  ],
  [
    'a code that GHL answers with nothing',
    'GHL_UNAVAILABLE',
    async ({ steps, sandbox }, attempt) => {
      await sandbox.addFault({ path: '/oauth/token', mode: 'empty' });
      return (await steps.agree(attempt)).href;
    },
  ],
];

export function signIns(world: World): void {
  nothingIsWritten(world, { but });
  afterEach(() => world.sandbox.clearFaults());

  test.each(arrivals)('%s: a page', async (_, arrange, title) => {
    const [address = '', cookie] = await arrange(world);
    const page = await world.steps.follow(new URL(address, `${world.instance.oauthUrl}/oauth/`).href, cookie);
    expect(page).toMatchObject({ status: 400, location: null, cookies: expect.not.stringMatching(/=\w/) });
    expect(page.text).toMatch(title);
    expect(page.text).toMatch(/sign in again|again from GoHighLevel/);
  });

  test.each(returns)('%s: back to Groundwork with %s', async (_, code, arrange) => {
    const attempt = await world.steps.begin();
    const { location } = await world.steps.follow(await arrange(world, attempt), attempt.stateCookie);
    expect(location?.href).toBe(`${world.instance.url}/auth/ghl/callback?error=${code}`);
  });

  test('an error that comes back is told on the sign-in page, and its cookie is gone', async () => {
    const back = await world.steps.follow(`${world.instance.url}/auth/ghl/callback?error=CODE_REFUSED`);
    expect(back).toMatchObject({ location: new URL(world.steps.signInPage('CODE_REFUSED')), cookies: 'gw_sign_in=' });
  });

  test('a code without a state installs and signs nobody in', async () => {
    const url = await world.steps.agree(await world.steps.begin());
    url.searchParams.delete('state');
    const page = await world.steps.follow(url.href);
    expect(page).toMatchObject({ status: 200, location: null, cookies: '', text: expect.stringMatching(/Installed/) });
  });
}
