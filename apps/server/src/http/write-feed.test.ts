import type { ApiContext } from '@groundwork/api';
import { tracked } from '@trpc/server';
import { once } from 'node:events';
import { createServer, request, type IncomingMessage, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import { afterEach, expect, test } from 'vitest';
import { writeFeed } from './write-feed.ts';

const ctx = {} as ApiContext;
const pieceBytes = 200_000;
let end = () => {};
afterEach(() => end());

/** A stream of large events to a reader that is opened and takes nothing; `asked` counts the events. */
async function open(count: number, pingMs?: number) {
  const asked = { events: 0 };
  async function* events() {
    while (asked.events < count) {
      asked.events += 1;
      yield tracked(String(asked.events), { text: 'x'.repeat(pieceBytes) });
    }
  }
  const taken = Promise.withResolvers<{ response: ServerResponse; written: Promise<void> }>();
  const server = createServer((_request, response) =>
    taken.resolve({ response, written: writeFeed(response, Promise.resolve(events()), ctx, pingMs) }),
  );
  server.listen(0, '127.0.0.1');
  await once(server, 'listening');
  const call = request({ port: (server.address() as AddressInfo).port, host: '127.0.0.1' }).end();
  const [reader] = (await once(call, 'response')) as [IncomingMessage];
  reader.on('error', () => {});
  end = () => {
    reader.destroy();
    server.close();
  };
  return { asked, reader, ...(await taken.promise) };
}

test('of a reader who takes nothing, nothing more is asked than its connection holds, and it misses none', async () => {
  const { asked, reader, response, written } = await open(200);
  await expect.poll(() => response.writableNeedDrain).toBe(true);
  const held = asked.events;
  expect(response.writableLength).toBeLessThan(2 * pieceBytes);
  expect(held).toBeLessThan(200);
  let text = '';
  reader.setEncoding('utf8').on('data', (chunk: string) => (text += chunk));
  await once(reader, 'end');
  await written;
  expect(text.match(/^id: \d+$/gm)?.map((line) => Number(line.slice(4)))).toEqual(
    Array.from({ length: 200 }, (_, index) => index + 1),
  );
  expect(text.endsWith('event: return\ndata: \n\n\n')).toBe(true);
});

test('a reader who takes nothing between two pings is let go', async () => {
  const { asked, response, written } = await open(1_000, 50);
  await written;
  expect(response.destroyed).toBe(true);
  expect(asked.events).toBeLessThan(1_000);
});

test('between events it says that it is there', async () => {
  const server = createServer((_request, response) => {
    const still = new Promise<never>(() => {});
    async function* events() {
      yield tracked('1', await still);
    }
    void writeFeed(response, Promise.resolve(events()), ctx, 20);
  });
  server.listen(0, '127.0.0.1');
  await once(server, 'listening');
  const call = request({ port: (server.address() as AddressInfo).port, host: '127.0.0.1' }).end();
  const [reader] = (await once(call, 'response')) as [IncomingMessage];
  end = () => {
    call.destroy();
    server.close();
  };
  let text = '';
  reader
    .setEncoding('utf8')
    .on('error', () => {})
    .on('data', (chunk: string) => (text += chunk));
  await expect.poll(() => text.match(/event: ping\ndata: \n\n\n/g)?.length ?? 0).toBeGreaterThan(1);
});
