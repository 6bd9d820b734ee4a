import type { SessionView } from '../../index.ts';
import { GroundworkError } from '../../index.ts';
import { reasonOf } from '../../reason-of.ts';
import { version } from '../../version.ts';
import type { Cli } from './cli.ts';
import { userAgent } from './user-agent.ts';

export interface Check {
  name: 'address' | 'clock' | 'key' | 'role' | 'versions';
  result: 'ok' | 'warning' | 'failed' | 'skipped';
  message: string;
}

/** Safe to be sent to somebody: no key, no person, no account. */
export interface Diagnosis {
  cli: string;
  node: string;
  platform: string;
  url: string;
  keyFrom: string | null;
  checks: Check[];
}

const mostSkewSeconds = 30;

export async function diagnose(cli: Cli): Promise<Diagnosis> {
  const { url, keyFrom } = cli.settings;
  const { address, clock } = await checkAddress(url);
  const isThere = address.result !== 'failed';
  const me = isThere ? await checkKey(cli) : { check: skipped('key'), role: skipped('role') };
  return {
    cli: version,
    node: process.versions.node,
    platform: `${process.platform} ${process.arch}`,
    url: withoutSecrets(url),
    keyFrom,
    checks: [address, clock, me.check, me.role, checkVersions()],
  };
}

async function checkAddress(url: string): Promise<{ address: Check; clock: Check }> {
  const address = (result: Check['result'], message: string): Check => ({ name: 'address', result, message });
  try {
    const sentAt = Date.now();
    const answer = await fetch(`${url.replace(/\/+$/, '')}/health/ready`, {
      headers: { 'user-agent': userAgent },
      redirect: 'manual',
      signal: AbortSignal.timeout(10_000),
    });
    const roundTripMs = Date.now() - sentAt;
    const health: unknown = await answer.json().catch(() => null);
    const isOurs = typeof health === 'object' && health !== null && 'role' in health && health.role === 'api';
    const clock = checkClock(answer.headers.get('date'), sentAt + roundTripMs / 2);
    const at = withoutSecrets(url);
    const location = answer.headers.get('location');
    if (location !== null) {
      const to = withoutSecrets(new URL(location, url).href);
      return { address: address('failed', `${at} redirects to ${to}. Give --url the address it leads to.`), clock };
    }
    if (!isOurs) return { address: address('failed', `What answers at ${at} is not Groundwork. Check --url.`), clock };
    if (!answer.ok)
      return { address: address('failed', `${at} is up but not ready: its database does not answer.`), clock };
    const isPlain = /^http:\/\/(?!localhost|127\.|\[::1\])/.test(url);
    return isPlain
      ? { address: address('warning', `${at} answers, but is not encrypted: use https.`), clock }
      : { address: address('ok', `${at} answers in ${roundTripMs} ms.`), clock };
  } catch (error) {
    const message = `${withoutSecrets(url)} does not answer: ${reasonOf(error)}. Check --url, the network, and that it runs.`;
    return { address: address('failed', message), clock: skipped('clock') };
  }
}

function checkClock(date: string | null, nowMs: number): Check {
  const server = Date.parse(date ?? '');
  if (Number.isNaN(server)) return skipped('clock');
  const skewSeconds = Math.round((nowMs - server) / 1000);
  if (Math.abs(skewSeconds) <= mostSkewSeconds) return { name: 'clock', result: 'ok', message: 'The clocks agree.' };
  const way = skewSeconds > 0 ? 'ahead of' : 'behind';
  return {
    name: 'clock',
    result: 'warning',
    message: `This machine is ${Math.abs(skewSeconds)} s ${way} the server. Set it by NTP.`,
  };
}

async function checkKey(cli: Cli): Promise<{ check: Check; role: Check }> {
  if (cli.settings.apiKey === null)
    return { check: failedKey('Nobody is signed in: groundwork login.'), role: skipped('role') };
  try {
    const me = await cli.groundwork.me({ maxRetries: 0 });
    return { check: { name: 'key', result: 'ok', message: 'The key is accepted.' }, role: roleOf(me) };
  } catch (error) {
    const message = error instanceof GroundworkError ? error.message : String(error);
    return { check: failedKey(message), role: skipped('role') };
  }
}

function roleOf({ apiKey, user }: SessionView): Check {
  const role = apiKey?.role ?? user.role;
  return role === 'viewer'
    ? { name: 'role', result: 'warning', message: 'viewer: it may look, and neither plan nor apply.' }
    : { name: 'role', result: 'ok', message: `${role}: it may plan and apply.` };
}

function checkVersions(): Check {
  const { node } = process.versions;
  const message = `CLI ${version}, Node ${node}.`;
  return Number.parseInt(node, 10) >= 20
    ? { name: 'versions', result: 'ok', message }
    : { name: 'versions', result: 'failed', message: `${message} It needs Node 20 or newer.` };
}

const failedKey = (message: string): Check => ({ name: 'key', result: 'failed', message });
const skipped = (name: Check['name']): Check => ({ name, result: 'skipped', message: 'Not checked.' });

/** An address may hold a password. */
function withoutSecrets(url: string): string {
  try {
    const { origin, pathname } = new URL(url);
    return `${origin}${pathname === '/' ? '' : pathname}`;
  } catch {
    return '(no address)';
  }
}
