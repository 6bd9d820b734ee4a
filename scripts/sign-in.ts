import type { AppRouter } from '@groundwork/api';
import { plainJson } from '@groundwork/shared';
import { consent, type ConsentChoice } from '@groundwork/ghl-sandbox';
import { createTRPCClient, httpBatchLink, httpSubscriptionLink, splitLink, type TRPCClient } from '@trpc/client';
import { EventSource } from 'eventsource';

/** A signed-in member, as a browser would be: the typed client, and the cookie for calls beside it. */
export interface SignedIn {
  trpc: TRPCClient<AppRouter>;
  cookie: string;
}

const maxHops = 10;

/** Signs in through the sandbox's consent page without a browser: every redirect, every cookie, no short cut. */
export async function signIn(url: string, choice: ConsentChoice = {}): Promise<SignedIn> {
  const jar = new Map<string, string>();
  let next = new URL('/auth/ghl', url).href;
  for (let hop = 0; hop < maxHops; hop++) {
    if (new URL(next).pathname.endsWith('/oauth/chooselocation')) {
      if (!/^(localhost|127\.|\[::1\])/.test(new URL(next).hostname))
        throw new Error(
          `this Groundwork works with the GoHighLevel at ${new URL(next).host}, not with a sandbox. Only a person may consent there.`,
        );
      next = await consent(next, choice);
      continue;
    }
    const answer = await fetch(next, { redirect: 'manual', headers: { cookie: cookieOf(jar) } });
    for (const line of answer.headers.getSetCookie()) store(jar, line);
    const location = answer.headers.get('location');
    if (!location) throw new Error(`Sign-in ended at ${new URL(next).pathname} with status ${answer.status}.`);
    next = new URL(location, next).href;
    if (new URL(next).pathname === '/sign-in')
      throw new Error(`Sign-in failed: ${new URL(next).searchParams.get('error')}.`);
    if (jar.has('gw_session') && new URL(next).pathname === '/')
      return { cookie: cookieOf(jar), trpc: connect(url, cookieOf(jar)) };
  }
  throw new Error('Sign-in went round in circles.');
}

function store(jar: Map<string, string>, line: string): void {
  const [pair = '', ...attributes] = line.split(';');
  const [name, value] = [pair.slice(0, pair.indexOf('=')), pair.slice(pair.indexOf('=') + 1)];
  const isEnd = value === '' || attributes.some((attribute) => /^\s*max-age=0$/i.test(attribute));
  if (isEnd) jar.delete(name);
  else jar.set(name, value);
}

const cookieOf = (jar: ReadonlyMap<string, string>): string =>
  [...jar].map(([name, value]) => `${name}=${value}`).join('; ');

function connect(url: string, cookie: string): TRPCClient<AppRouter> {
  const trpcUrl = new URL('/trpc', url).href;
  return createTRPCClient<AppRouter>({
    links: [
      splitLink({
        condition: (operation) => operation.type === 'subscription',
        true: httpSubscriptionLink({
          url: trpcUrl,
          transformer: plainJson,
          EventSource,
          eventSourceOptions: () => ({
            fetch: (input, init) => fetch(input, { ...init, headers: { ...init.headers, cookie } }),
          }),
        }),
        false: httpBatchLink({ url: trpcUrl, transformer: plainJson, headers: { cookie } }),
      }),
    ],
  });
}
