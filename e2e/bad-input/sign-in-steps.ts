import { consent, type ConsentChoice } from '@groundwork/ghl-sandbox';
import { createHash, randomBytes } from 'node:crypto';
import { request } from 'undici';

/** Where a step led, and the cookies it set. */
export interface Step {
  status: number;
  location: URL | null;
  cookies: string;
  text: string;
}

/** A sign-in under way: the browser's nonce cookie, and at the OAuth service a state with its cookie. */
export interface Attempt {
  nonceCookie: string;
  stateCookie: string;
  authorizeUrl: string;
}

/**
 * A sign-in step by step, so that each step can be bent. `seen` collects every secret on the way:
 * none of them may ever stand in a log.
 */
export function createSignInSteps({ url, oauthUrl }: { url: string; oauthUrl: string }) {
  const seen = new Set<string>();

  async function follow(href: string, cookie = ''): Promise<Step> {
    const answer = await request(href, { headers: cookie ? { cookie } : {} });
    const lines = [answer.headers['set-cookie'] ?? []].flat();
    const location = answer.headers['location'];
    const step = {
      status: answer.statusCode,
      location: typeof location === 'string' ? new URL(location, href) : null,
      cookies: lines.map((line) => line.split(';')[0] ?? '').join('; '),
      text: await answer.body.text(),
    };
    for (const value of [...secretsOf(step.location), ...lines.flatMap(cookieValues)]) seen.add(value);
    return step;
  }

  /** Begins as a browser does that has just been given its nonce cookie by the API. */
  async function begin(): Promise<Attempt> {
    const nonce = randomBytes(32).toString('base64url');
    seen.add(nonce);
    const hash = createHash('sha256').update(nonce).digest('hex');
    const step = await follow(`${oauthUrl}/oauth/install?backend=main&nonce=${hash}`);
    if (!step.location) throw new Error(`the OAuth service began no sign-in: ${step.status}`);
    const nonceCookie = `gw_sign_in=${nonce}.${Buffer.from('/').toString('base64url')}`;
    return { nonceCookie, stateCookie: step.cookies, authorizeUrl: step.location.href };
  }

  /** The address GHL sends the browser back to. */
  async function agree({ authorizeUrl }: Attempt, choice: ConsentChoice = {}): Promise<URL> {
    const callback = new URL(await consent(authorizeUrl, choice));
    for (const value of secretsOf(callback)) seen.add(value);
    return callback;
  }

  /** A sign-in as far as its ticket, which the browser has not yet carried to the API. */
  async function obtainTicket(choice: ConsentChoice = {}): Promise<{ attempt: Attempt; landing: string }> {
    const attempt = await begin();
    const { location } = await follow((await agree(attempt, choice)).href, attempt.stateCookie);
    if (!location?.searchParams.has('ticket')) throw new Error('the sign-in brought no ticket');
    return { attempt, landing: location.href };
  }

  return { seen, follow, begin, agree, obtainTicket, signInPage: (code: string) => `${url}/sign-in?error=${code}` };
}

const secretNames = ['code', 'state', 'ticket'];
const secretsOf = (location: URL | null): string[] =>
  secretNames.flatMap((name) => location?.searchParams.get(name) ?? []).filter((value) => value.length > 8);

const cookieValues = (line: string): string[] => {
  const value = line.split(';')[0]?.split('=')[1] ?? '';
  return value.split('.').filter((part) => part.length > 8);
};
