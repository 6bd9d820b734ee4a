import { createBridge } from '@groundwork/integrations/bridge';
import { createGhl, type Ghl } from '@groundwork/integrations/ghl';
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { afterEach, describe, expect, test, vi } from 'vitest';
import { createRequestBudget } from '../budget/request-budget.ts';
import { openClinic } from '../testing/clinic.ts';
import { everyKind, held } from '../testing/every-kind.ts';
import { cancelJob } from './cancel-job.ts';
import { getJob } from './get-job.ts';

const clinic = openClinic();
const closing: (() => Promise<unknown>)[] = [];
afterEach(async () => {
  for (const close of closing.splice(0).toReversed()) await close();
});

type Mood = 'well' | 'away' | 'refusing';

/** GHL by way of the real bridge client, to an OAuth service that answers as the mood says. It holds no token for longer than asked. */
async function open(mood: Mood): Promise<{ ghl: Ghl; become: (mood: Mood) => void }> {
  let now = mood;
  const server = createServer((request, response) => {
    const chunks: Buffer[] = [];
    request.on('data', (chunk: Buffer) => chunks.push(chunk));
    request.on('end', () => void answer(Buffer.concat(chunks).toString()));
    const answer = async (body: string) => {
      if (now === 'away') return request.socket.destroy();
      if (now === 'refusing') {
        const message = 'The timestamp is more than five minutes off.';
        const error = { code: 'UNAUTHORIZED', message, retryable: false, requestId: 'r' };
        return response.writeHead(401).end(JSON.stringify({ error }));
      }
      const ref = JSON.parse(body) as { companyId: string; locationId?: string };
      const { accessToken, scopes } = await clinic.world.core.bridge.accessToken(ref);
      // Inside the bridge's margin: it asks again each time, as it would after a restart.
      const expiresAt = new Date(Date.now() + 30_000).toISOString();
      return response.end(JSON.stringify({ ...ref, accessToken, scopes, expiresAt, userType: 'Location' }));
    };
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  const url = `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
  const bridge = createBridge({ urls: [url], backendId: 'api', secret: 'c2VjcmV0', deadlineMs: 500 });
  const { sandbox, core } = clinic.world;
  const ghl = createGhl({
    baseUrl: sandbox.url,
    tokens: bridge,
    budget: createRequestBudget(core.db),
    userAgent: 'Groundwork-test',
  });
  closing.push(
    () => new Promise((resolve) => server.close(resolve)),
    () => bridge.stop(),
    () => ghl.stop(),
  );
  return { ghl, become: (mood) => (now = mood) };
}

const waits = (jobId: string) =>
  vi.waitFor(
    async () => {
      const { log } = await getJob(clinic.ctx, jobId);
      expect(log.map(({ message }) => message)).toContainEqual(expect.stringMatching(/^Waiting\. The OAuth service/));
    },
    { timeout: 50_000, interval: 200 },
  );

describe.each(['away', 'refusing'] as const)('while the OAuth service is %s', (mood) => {
  test('a job waits, says why, and goes on when that is mended', async () => {
    const oauth = await open(mood);
    const job = await clinic.start();
    const running = clinic.run(job, oauth.ghl);
    await waits(job.id);
    expect(await getJob(clinic.ctx, job.id)).toMatchObject({ state: 'PROCESSING', failed: 0 });
    oauth.become('well');
    expect(await running).toMatchObject({ state: 'SUCCESS', done: 5 });
  });

  test('a job in the middle waits, and writes everything once', async () => {
    const oauth = await open('well');
    const job = await clinic.start(everyKind);
    let creates = 0;
    const create: Ghl['create'] = async (...args) => {
      if (++creates === 3) oauth.become(mood);
      return oauth.ghl.create(...args);
    };
    const running = clinic.run(job, { ...oauth.ghl, create });
    await waits(job.id);
    oauth.become('well');
    expect(await running).toMatchObject({ state: 'SUCCESS', done: job.total });
    const all = await held(clinic);
    expect(all).toEqual([...new Set(all)]);
  });

  test('a job that waits can be cancelled', async () => {
    const oauth = await open(mood);
    const job = await clinic.start();
    const running = clinic.run(job, oauth.ghl);
    await waits(job.id);
    await cancelJob(clinic.ctx, { id: job.id });
    expect(await running).toMatchObject({ state: 'CANCELLED', notAttempted: 5 });
  });
});
