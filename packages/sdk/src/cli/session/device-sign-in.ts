import { setTimeout as wait } from 'node:timers/promises';
import { hostname } from 'node:os';
import { z } from 'zod';
import { CliError } from '../cli-error.ts';
import { printable } from '../printable.ts';
import type { Cli } from './cli.ts';

const started = z.object({
  device_code: z.string(),
  user_code: z.string(),
  verification_uri: z.string(),
  verification_uri_complete: z.string(),
  expires_in: z.number(),
  interval: z.number(),
});
const granted = z.object({ access_token: z.string() });
const refused = z.object({ error: z.string(), message: z.string().optional() });

/** RFC 8628: a person approves in the browser what is asked for here. Resolves with the key. */
export async function signInByDevice(cli: Cli, { onCode }: { onCode: (page: string) => unknown }): Promise<string> {
  const client_name = `groundwork CLI on ${hostname()}`.slice(0, 80);
  const start = await post(cli, '/auth/device', { client_name });
  const device = started.safeParse(start.body);
  if (!device.success) throw notOurs(cli, start.status);
  const { user_code, verification_uri, verification_uri_complete, expires_in } = device.data;
  // Also with --quiet: nobody can approve what they were not shown.
  const elsewhere = verification_uri === verification_uri_complete ? '' : `(On another machine: ${verification_uri})\n`;
  const lines = `Open ${verification_uri_complete}\nand check that it shows the code ${user_code}.\n${elsewhere}`;
  cli.terminal.err(printable(lines));
  await onCode(verification_uri_complete);
  const endsAt = Date.now() + expires_in * 1000;
  let intervalSeconds = device.data.interval;
  while (Date.now() < endsAt) {
    await wait(intervalSeconds * 1000);
    // A server that restarts meanwhile does not end the sign-in.
    const answer = await post(cli, '/auth/device/token', { device_code: device.data.device_code }).catch(() => null);
    if (answer === null) continue;
    const grant = granted.safeParse(answer.body);
    if (grant.success) return grant.data.access_token;
    const refusal = refused.safeParse(answer.body);
    const error = refusal.data?.error;
    if (error === 'slow_down') intervalSeconds += 5;
    else if (error === 'access_denied' || error === 'expired_token')
      throw failed(refusal.data?.message ?? `The sign-in ended: ${error}.`);
    else if (error !== 'authorization_pending' && answer.status < 500 && answer.status !== 429)
      throw notOurs(cli, answer.status);
  }
  throw failed('Nobody approved the sign-in in time.');
}

async function post(cli: Cli, path: string, body: object): Promise<{ status: number; body: unknown }> {
  const url = `${cli.settings.url.replace(/\/+$/, '')}${path}`;
  try {
    const answer = await fetch(url, {
      method: 'POST',
      headers: { 'content-type': 'application/json' },
      body: JSON.stringify(body),
      signal: AbortSignal.timeout(30_000),
    });
    return { status: answer.status, body: await answer.json().catch(() => null) };
  } catch (error) {
    const cause = error instanceof Error && error.cause instanceof Error ? error.cause : error;
    throw new CliError(
      `Groundwork did not answer at ${cli.settings.url}: ${cause instanceof Error ? cause.message : String(cause)}. Check the address, and that it runs.`,
      { code: 'UNREACHABLE', next: 'groundwork doctor' },
    );
  }
}

const failed = (message: string): CliError =>
  new CliError(message, { code: 'SIGN_IN_FAILED', exitCode: 4, next: 'groundwork login' });

const notOurs = ({ settings }: Cli, status: number): CliError =>
  new CliError(
    status === 429
      ? 'Too many sign-ins were begun from here. Wait a minute and try again.'
      : `What answered at ${settings.url} is not Groundwork, or an older one (HTTP ${status}). Check the address.`,
    { code: status === 429 ? 'RATE_LIMITED' : 'BAD_ANSWER', next: 'groundwork login --url <url>' },
  );
