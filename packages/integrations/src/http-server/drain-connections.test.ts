import { once } from 'node:events';
import { createServer, type ServerResponse } from 'node:http';
import { type AddressInfo, connect } from 'node:net';
import { setTimeout as sleep } from 'node:timers/promises';
import { expect, test } from 'vitest';
import { drainConnections } from './drain-connections.ts';

/** A server whose `/slow` is answered by the test, and whose `/stream` never ends. */
async function startServer(drainMs: number) {
  const arrived = Promise.withResolvers<ServerResponse>();
  const server = createServer(({ url }, response) => {
    if (drain.isClosing) response.setHeader('connection', 'close');
    if (url === '/quick') response.end('quick');
    else if (url === '/slow') arrived.resolve(response);
    else {
      drain.endless(response);
      response.write('a piece');
    }
  });
  const drain = drainConnections(server, drainMs);
  server.listen(0, '127.0.0.1');
  await once(server, 'listening');
  return {
    url: `http://127.0.0.1:${(server.address() as AddressInfo).port}`,
    arrived: arrived.promise,
    close: async () => {
      const closed = once(server, 'close');
      server.close();
      drain.begin();
      await closed;
      drain.end();
    },
  };
}

test('a request in flight is answered, and its connection does not keep the server from ending', async () => {
  const { url, arrived, close } = await startServer(120_000);
  const response = fetch(`${url}/slow`);
  const answer = await arrived;
  const closed = close();
  await sleep(50);
  answer.end('done');
  expect(await (await response).text()).toBe('done');
  await closed;
});

test('a connection that never carried a request, and one that waits for the next, end at once', async () => {
  const { url, close } = await startServer(120_000);
  const unused = connect(Number(new URL(url).port), '127.0.0.1');
  await once(unused, 'connect');
  await (await fetch(`${url}/quick`)).text();
  const ended = once(unused.resume(), 'close');
  await close();
  await ended;
  expect(unused.errored).toBeNull();
});

test('an answer without an end is not waited for', async () => {
  const { url, close } = await startServer(120_000);
  const stream = await fetch(`${url}/stream`);
  const text = stream.text().catch(() => 'cut');
  await close();
  expect(await text).toBe('cut');
});

test('an answer that does not come is waited for only so long', async () => {
  const { url, arrived, close } = await startServer(50);
  const stop = arrived.then(close);
  const [asked, stopped] = await Promise.allSettled([fetch(`${url}/slow`), stop]);
  expect([asked.status, stopped.status]).toEqual(['rejected', 'fulfilled']);
});
