import { createHash, randomBytes } from 'node:crypto';
import { consent } from '@groundwork/ghl-sandbox';
import type { ConsentChoice } from '@groundwork/ghl-sandbox';
import type { TestService } from './start-service.ts';

export interface Visit {
  status: number;
  /** Where the answer sends the browser; null for a page. */
  location: URL | null;
  html: string;
}

/** A browser as far as this service sees one: it follows no redirect and keeps cookies. */
export class Browser {
  readonly cookies = new Map<string, string>();

  async visit(url: string | URL): Promise<Visit> {
    const cookie = [...this.cookies].map(([name, value]) => `${name}=${value}`).join('; ');
    const answer = await fetch(url, { redirect: 'manual', headers: cookie === '' ? {} : { cookie } });
    for (const line of answer.headers.getSetCookie()) {
      const [pair = ''] = line.split(';');
      const [name = '', value = ''] = pair.split('=');
      if (value === '') this.cookies.delete(name);
      else this.cookies.set(name, value);
    }
    const location = answer.headers.get('location');
    return { status: answer.status, location: location === null ? null : new URL(location), html: await answer.text() };
  }
}

export interface SignIn {
  browser: Browser;
  nonceHash: string;
  /** The consent page's URL, state included. */
  authorizeUrl: URL;
}

/** The first half: from the backend to GHL's consent page. */
export async function startSignIn(
  service: TestService,
  options: { backend?: string; userType?: 'Company' | 'Location'; browser?: Browser } = {},
): Promise<SignIn> {
  const browser = options.browser ?? new Browser();
  const nonceHash = createHash('sha256').update(randomBytes(32)).digest('hex');
  const url = new URL(`${service.url}/oauth/install`);
  url.searchParams.set('backend', options.backend ?? 'main');
  url.searchParams.set('nonce', nonceHash);
  if (options.userType !== undefined) url.searchParams.set('user_type', options.userType);
  const { location } = await browser.visit(url);
  if (location === null) throw new Error('The install link led nowhere.');
  return { browser, nonceHash, authorizeUrl: location };
}

export interface SignedIn extends SignIn {
  /** The callback URL, code and state included. */
  callbackUrl: string;
  back: Visit;
  ticket: string;
}

/** The whole way, to the backend's return address. */
export async function signIn(
  service: TestService,
  choice: ConsentChoice = {},
  options: Parameters<typeof startSignIn>[1] = {},
): Promise<SignedIn> {
  const started = await startSignIn(service, options);
  const callbackUrl = await consent(started.authorizeUrl.href, choice);
  const back = await started.browser.visit(callbackUrl);
  return { ...started, callbackUrl, back, ticket: back.location?.searchParams.get('ticket') ?? '' };
}
