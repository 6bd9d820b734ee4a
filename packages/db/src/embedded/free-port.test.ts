import { fork } from 'node:child_process';
import { once } from 'node:events';
import { createServer } from 'node:net';
import { expect, onTestFinished, test } from 'vitest';
import { canListen, freePort } from './free-port.ts';

test('gives no port twice, not to another process either', async () => {
  const chosen = (process: number) => `
    import { freePort } from ${JSON.stringify(new URL('free-port.ts', import.meta.url).href)};
    Math.random = () => 0.5;
    process.send(await Promise.all(Array.from({ length: 20 }, freePort)));
    process.once('message', () => process.exit(${process}));
    setInterval(() => {}, 1_000);`;
  const children = [0, 1].map((index) => fork('-', { execArgv: ['--input-type=module', '-e', chosen(index)] }));
  onTestFinished(() => children.forEach((child) => void child.kill('SIGKILL')));
  const given = await Promise.all(children.map(async (child) => (await once(child, 'message'))[0] as number[]));
  expect(new Set(given.flat()).size).toBe(40);
});

test('chooses below the ports of outgoing connections, and one where a server can listen at once', async () => {
  const port = await freePort();
  expect(port).toBeGreaterThanOrEqual(20_000);
  expect(port).toBeLessThan(32_768);
  const server = createServer().listen(port, '127.0.0.1');
  onTestFinished(() => void server.close());
  await once(server, 'listening');
  expect(await canListen(port)).toBe(false);
});
