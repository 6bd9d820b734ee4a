import { createServer, type Server } from 'node:http';
import { join } from 'node:path';
import { type Browser, chromium } from 'playwright-core';
import { build, type Rolldown } from 'vite';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { launchOptions } from '../scripts/chromium.ts';
import { type Instance, startInstance } from '../scripts/instance.ts';
import { root } from '../scripts/root.ts';
import { signIn } from '../scripts/sign-in.ts';
import { chromiumPath } from './open-journey.ts';

/** What a tool's page might do; it stands at another origin than Groundwork. */
const sample = `
import { createGroundwork, GroundworkError } from ${JSON.stringify(join(root, 'packages/sdk/src/index.ts'))};

window.tryIt = async (url, apiKey) => {
  const gw = createGroundwork({ url, apiKey });
  const me = await gw.me();
  const version = await gw.blueprints.save('groundwork: 1\\nname: From a page\\nresources: { tag: { page: { name: page } } }\\n');
  const { accounts } = await gw.accounts.list();
  const account = accounts.find(({ state }) => state === 'active');
  const plan = await gw.plans.create({ locationId: account.id, blueprintVersionId: version.id });
  const job = await gw.jobs.start({ planId: plan.id });
  const ids = [];
  for await (const event of gw.jobs.events(job.id)) ids.push(event.id);
  const refused = await gw.jobs.get('nothing').catch((error) => error);
  const ended = await gw.waitForJob(job.id);
  return {
    key: me.apiKey.name,
    state: ended.state,
    isGapless: ids.every((id, index) => id === index + 1) && ids.length === ended.cursor,
    refused: refused instanceof GroundworkError && { code: refused.code, hasRequestId: refused.requestId !== null },
  };
};
`;

let instance: Instance;
let site: Server;
let browser: Browser;

beforeAll(async () => {
  if (!chromiumPath) return;
  const script = await bundle();
  site = createServer((request, answer) => {
    const isScript = request.url === '/sample.js';
    answer.setHeader('content-type', isScript ? 'text/javascript' : 'text/html');
    answer.end(
      isScript ? script : '<!doctype html><title>A tool</title><script type="module" src="/sample.js"></script>',
    );
  });
  await new Promise<void>((resolve) => site.listen(0, '127.0.0.1', resolve));
  instance = await startInstance({ useFreePorts: true, buildWeb: false });
  browser = await chromium.launch(launchOptions(chromiumPath));
});
afterAll(async () => {
  await browser?.close();
  site?.close();
  await instance?.stop();
});

/** As a web tool's own build does it. */
async function bundle(): Promise<string> {
  const id = '\0sample';
  const built = await build({
    configFile: false,
    logLevel: 'silent',
    root: join(root, 'packages/sdk'),
    plugins: [
      {
        name: 'sample',
        resolveId: (asked) => (asked === 'sample' ? id : null),
        load: (asked) => (asked === id ? sample : null),
      },
    ],
    build: { write: false, modulePreload: false, rolldownOptions: { input: 'sample' } },
  });
  const outputs = (Array.isArray(built) ? built : [built]) as Rolldown.RolldownOutput[];
  const chunks = outputs.flatMap(({ output }) => output.filter((file) => file.type === 'chunk'));
  expect(chunks).toHaveLength(1);
  return chunks[0]?.code ?? '';
}

test.skipIf(!chromiumPath)('a page of another site applies a job with a key and follows it', async () => {
  const { trpc } = await signIn(instance.url);
  const { secret } = await trpc.apiKeys.create.mutate({ name: 'a page', role: 'admin' });
  const page = await browser.newPage();
  const complaints: string[] = [];
  page.on('pageerror', (error) => complaints.push(error.message));
  const address = site.address();
  await page.goto(`http://127.0.0.1:${typeof address === 'object' ? address?.port : 0}/`);
  await page.waitForFunction('"tryIt" in window');
  const said: unknown = await page.evaluate(`tryIt(${JSON.stringify(instance.url)}, ${JSON.stringify(secret)})`);
  expect(said).toEqual({
    key: 'a page',
    state: 'SUCCESS',
    isGapless: true,
    refused: { code: 'BAD_REQUEST', hasRequestId: true },
  });
  expect(complaints).toEqual([]);
});
