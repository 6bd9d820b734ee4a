import { connect } from 'node:net';
import { once } from 'node:events';
import { setTimeout as sleep } from 'node:timers/promises';
import fastify from 'fastify';
import { expect, test } from 'vitest';
import { drainConnections } from './drain-connections.ts';

/** A server whose `/slow` answers when told to. `arrived` resolves when a request is there. */
async function startServer(drainMs: number) {
  const app = fastify();
  const arrived = Promise.withResolvers<void>();
  const answer = Promise.withResolvers<string>();
  drainConnections(app, drainMs);
  app.get('/quick', () => 'quick');
  app.get('/slow', () => {
    arrived.resolve();
    return answer.promise;
  });
  const url = await app.listen({ port: 0, host: '127.0.0.1' });
  return { app, url, arrived: arrived.promise, answer: answer.resolve };
}

test('a request in flight is answered, and its connection does not keep the server from ending', async () => {
  const { app, url, arrived, answer } = await startServer(120_000);
  const response = fetch(`${url}/slow`);
  await arrived;
  const closed = app.close();
  await sleep(50);
  answer('done');
  expect(await (await response).text()).toBe('done');
  await closed;
});

test('a connection that never carried a request, and one that waits for the next, end at once', async () => {
  const { app, url } = await startServer(120_000);
  const unused = connect(Number(new URL(url).port), '127.0.0.1');
  await once(unused, 'connect');
  await (await fetch(`${url}/quick`)).text();
  const ended = once(unused.resume(), 'close');
  await app.close();
  await ended;
  expect(unused.errored).toBeNull();
});

test('an answer that does not come is waited for only so long', async () => {
  const { app, url, arrived } = await startServer(50);
  const stop = arrived.then(() => app.close());
  const [asked, stopped] = await Promise.allSettled([fetch(`${url}/slow`), stop]);
  expect([asked.status, stopped.status]).toEqual(['rejected', 'fulfilled']);
});
