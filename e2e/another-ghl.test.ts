import { fixtures, startSandbox, type Sandbox } from '@groundwork/ghl-sandbox';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { type Instance, startInstance } from '../scripts/instance.ts';
import { runMainJob } from '../scripts/main-job.ts';
import { signIn } from '../scripts/sign-in.ts';

/** The same build, pointed by its environment at a GHL that somebody else runs, as in production. */

const clientId = '66f0aa11bb22cc33dd44ee55-elsewhere';
const clientSecret = 'secret-of-the-app-elsewhere';
let ghl: Sandbox;
let instance: Instance;

beforeAll(async () => {
  ghl = await startSandbox({ port: 0, clientId, clientSecret, redirectUris: [] });
  instance = await startInstance({
    useFreePorts: true,
    buildWeb: false,
    env: {
      ...process.env,
      GHL_API_URL: ghl.url,
      GHL_MARKETPLACE_URL: ghl.url,
      GHL_CLIENT_ID: clientId,
      GHL_CLIENT_SECRET: clientSecret,
      GHL_WEBHOOK_PUBLIC_KEYS: ghl.webhookPublicKey,
    },
  });
  await ghl.control.setApp({
    redirectUris: [`${instance.oauthUrl}/oauth/callback`],
    webhookUrl: `${instance.oauthUrl}/oauth/webhook`,
  });
});
afterAll(async () => {
  await instance.stop();
  await ghl.close();
});

test('brings up no sandbox of its own, and the pages speak of none', async () => {
  expect(instance.sandboxUrl).toBeUndefined();
  expect(instance.roles.sandbox).toBeUndefined();
  const member = await signIn(instance.url);
  expect(await member.trpc.session.me.query()).toMatchObject({
    sandbox: false,
    agency: { name: fixtures.agency.name },
  });
});

test('runs the main job there: install, plan, apply, verified, and nothing left to change', async () => {
  const said: string[] = [];
  await runMainJob(instance.url, (line = '') => said.push(line));
  const [, done, total] = /Applied and verified: (\d+) of (\d+) steps/.exec(said.join('\n')) ?? [];
  expect(done).toBe(total);
  expect(Number(total)).toBeGreaterThan(40);
  expect(said.join('\n')).toContain('no changes');
});

test('meets no limit of GHL on the way', async () => {
  const { calls, rateLimited } = await ghl.control.stats();
  expect(calls).toBeGreaterThan(20);
  expect(rateLimited).toBe(0);
});
