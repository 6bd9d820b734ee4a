import { setTimeout as wait } from 'node:timers/promises';
import { hostname } from 'node:os';
import { z } from 'zod';
import { GroundworkError } from '../../index.ts';
import { badAnswer } from '../../read-error.ts';
import { reasonOf } from '../../reason-of.ts';
import { CliError, type CliErrorFacts } from '../cli-error.ts';
import { printable } from '../printable.ts';
import type { Cli } from './cli.ts';
import { showPage } from './show-page.ts';
import { userAgent } from './user-agent.ts';

const started = z.object({
  device_code: z.string(),
  user_code: z.string(),
  verification_uri: z.string(),
  verification_uri_complete: z.string(),
  expires_in: z.number(),
  interval: z.number(),
});
const keyGiven = z.looseObject({
  id: z.string(),
  name: z.string(),
  role: z.string(),
  accounts: z.array(z.object({ id: z.string(), name: z.string() })).nullable(),
  expiresAt: z.string().nullable(),
});
/** A server of the release before does not say which key it gave at a sign-in. */
const granted = z.object({ access_token: z.string(), key: keyGiven.optional() });
const refused = z.object({ error: z.string(), message: z.string().optional() });
const notUnderstood = z.object({ error: z.object({ code: z.string(), message: z.string() }) });

export interface Asked {
  path: '/auth/device' | '/auth/device/key';
  /** Beside the name of this tool. */
  wish?: object;
  /** Whether to open the page here. */
  opensBrowser: boolean;
  /** What to say where nobody grants it. */
  refusal: CliErrorFacts;
}

export interface Granted {
  secret: string;
  key: z.infer<typeof keyGiven> | undefined;
}

/** RFC 8628: a person approves in the browser what is asked for here. */
export async function askInBrowser(cli: Cli, { path, wish, opensBrowser, refusal }: Asked): Promise<Granted> {
  const client_name = `groundwork CLI on ${hostname()}`.slice(0, 80);
  const start = await post(cli, path, { client_name, ...wish });
  const device = started.safeParse(start.body);
  if (!device.success) throw notStarted(cli, start);
  const { user_code, verification_uri, verification_uri_complete, expires_in } = device.data;
  // Also with --quiet: nobody can approve what they were not shown.
  const elsewhere = verification_uri === verification_uri_complete ? '' : `(On another machine: ${verification_uri})\n`;
  const lines = `Open ${verification_uri_complete}\nand check that it shows the code ${user_code}.\n${elsewhere}`;
  cli.terminal.err(printable(lines));
  if (opensBrowser) await showPage(cli, verification_uri_complete);
  // Of a clock that nobody sets.
  const endsAt = performance.now() + expires_in * 1000;
  let intervalSeconds = device.data.interval;
  while (performance.now() < endsAt) {
    await wait(intervalSeconds * 1000);
    // A server that restarts meanwhile does not end it.
    const answer = await post(cli, '/auth/device/token', { device_code: device.data.device_code }).catch(() => null);
    if (answer === null) continue;
    const grant = granted.safeParse(answer.body);
    if (grant.success) return { secret: grant.data.access_token, key: grant.data.key };
    const { error, message } = refused.safeParse(answer.body).data ?? {};
    if (error === 'slow_down') intervalSeconds += 5;
    else if (error === 'access_denied' || error === 'expired_token')
      throw new CliError(message ?? `It ended: ${error}.`, refusal);
    else if (error !== 'authorization_pending' && answer.status < 500 && answer.status !== 429)
      throw notStarted(cli, answer);
  }
  throw new CliError('Nobody approved it in time.', refusal);
}

interface Answer {
  status: number;
  body: unknown;
}

async function post(cli: Cli, path: string, body: object): Promise<Answer> {
  const url = `${cli.settings.url.replace(/\/+$/, '')}${path}`;
  try {
    const answer = await fetch(url, {
      method: 'POST',
      headers: { 'content-type': 'application/json', 'user-agent': userAgent },
      redirect: 'manual',
      body: JSON.stringify(body),
      signal: AbortSignal.timeout(30_000),
    });
    const said: unknown = await answer.json().catch(() => null);
    // A proxy's word, or one that leads elsewhere.
    if (said === null && (answer.status >= 500 || (answer.status >= 300 && answer.status < 400)))
      throw badAnswer(answer);
    return { status: answer.status, body: said };
  } catch (error) {
    if (error instanceof GroundworkError) throw error;
    throw new CliError(
      `Groundwork did not answer at ${cli.settings.url}: ${reasonOf(error)}. Check the address, and that it runs.`,
      { code: 'UNREACHABLE', next: 'groundwork doctor' },
    );
  }
}

function notStarted({ settings }: Cli, { status, body }: Answer): CliError {
  if (status === 429)
    return new CliError('Too much was asked for from here. Wait a minute and try again.', { code: 'RATE_LIMITED' });
  const ours = notUnderstood.safeParse(body);
  if (status === 400 && ours.success) return new CliError(ours.data.error.message, { code: ours.data.error.code });
  return new CliError(
    `What answered at ${settings.url} is not Groundwork, or an older one (HTTP ${status}). Check the address.`,
    { code: 'BAD_ANSWER', next: 'groundwork login --url <url>' },
  );
}
