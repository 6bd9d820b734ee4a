import { once } from 'node:events';
import { createServer } from 'node:net';
import { expect, onTestFinished, test } from 'vitest';
import { freePort } from '@groundwork/db/embedded';
import { checkPorts, portOwner } from './ports.ts';

async function occupy(host: string): Promise<number> {
  const server = createServer().listen(0, host);
  onTestFinished(() => void server.close());
  await once(server, 'listening');
  const address = server.address();
  return address && typeof address === 'object' ? address.port : 0;
}

test.each(['127.0.0.1', '0.0.0.0', '::'])('names a port that is taken on %s, and what to do', async (host) => {
  const port = await occupy(host);
  const check = checkPorts([{ variable: 'PORT', port, what: 'app' }], '127.0.0.1');
  await expect(check).rejects.toThrow(new RegExp(`port ${port} \\(app\\) is taken.*PORT=${port + 10} npm start`));
});

test('lets free ports pass', async () => {
  const check = checkPorts([{ variable: 'PORT', port: await freePort(), what: 'app' }], '127.0.0.1');
  await expect(check).resolves.toBeUndefined();
});

test.runIf(process.platform === 'linux')('knows which process holds a port', async () => {
  expect(portOwner(await occupy('127.0.0.1'))).toContain(`(pid ${process.pid})`);
});
