import { createServer, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import { afterEach, expect, test } from 'vitest';
import { createGroundwork, GroundworkError } from '../src/index.ts';

type Answer = (answer: ServerResponse, turn: number) => void;

const ends: (() => void)[] = [];
afterEach(() => ends.splice(0).forEach((end) => end()));

/** Somebody at the address, who is not Groundwork or does not get to the end. */
async function calledAt(answer: Answer, maxRetries: number) {
  let turns = 0;
  const server = createServer((_, response) => answer(response, turns++));
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  ends.push(() => server.close().closeAllConnections());
  const url = `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
  const error: unknown = await createGroundwork({ url, apiKey: 'gw_one', maxRetries })
    .me()
    .catch((cause: unknown) => cause);
  if (!(error instanceof GroundworkError)) throw new Error(`no GroundworkError: ${String(error)}`);
  return { error, turns };
}

const page =
  (status: number, headers: Record<string, string> = {}): Answer =>
  (answer) =>
    answer.writeHead(status, { 'content-type': 'text/html', ...headers }).end('<html>');

test('a proxy that answers for a server that is away is told as that, and tried again', async () => {
  const { error, turns } = await calledAt(page(502), 1);
  expect(error).toMatchObject({ code: 'BAD_ANSWER', status: 502, retryable: true });
  expect(error.message).toMatch(/^A proxy answered in Groundwork's place \(HTTP 502\)/);
  expect(turns).toBe(2);
});

test('a page of another site is told as that, and asked once', async () => {
  const { error, turns } = await calledAt(page(200), 3);
  expect(error).toMatchObject({ code: 'BAD_ANSWER', status: 200, retryable: false });
  expect(turns).toBe(1);
});

test('a redirect is followed by no key, and its address is named', async () => {
  const { error, turns } = await calledAt(page(302, { location: 'https://sign-in.example.com/' }), 3);
  expect(error).toMatchObject({ code: 'BAD_ANSWER', status: 302, retryable: false });
  expect(error.message).toContain('The url redirects to https://sign-in.example.com/, and');
  expect(turns).toBe(1);
});

test('Retry-After is read as a date, too', async () => {
  const inAnHour = new Date(Date.now() + 3_600_000).toUTCString();
  const { error, turns } = await calledAt(page(429, { 'retry-after': inAnHour }), 3);
  expect(error.message).toMatch(/^Too much was asked for/);
  expect(error.retryAfterSeconds).toBeGreaterThan(3_000);
  expect(turns).toBe(1);
  const passed = await calledAt(page(503, { 'retry-after': new Date(0).toUTCString() }), 1);
  expect(passed.error.retryAfterSeconds).toBe(0);
  expect(passed.turns).toBe(2);
});

test('a date to wait for is that of the clock it came from, however wrong this one is', async () => {
  const date = (seconds: number) => new Date(seconds * 1000).toUTCString();
  const { error } = await calledAt(page(503, { date: date(1_000), 'retry-after': date(1_090) }), 3);
  expect(error.retryAfterSeconds).toBe(90);
});

test.each([
  ['with the length it promised', { 'content-length': '500' }],
  ['in pieces', {}],
])('an answer that is cut in its middle, %s, is told as that, and tried again', async (_, headers) => {
  const cut: Answer = (answer) => {
    answer.writeHead(200, { 'content-type': 'application/json', ...headers });
    answer.write('{"result":{"da', () => answer.destroy());
  };
  const { error, turns } = await calledAt(cut, 1);
  expect(error).toMatchObject({ code: 'UNREACHABLE', status: 200, retryable: true });
  expect(error.message).toBe("Groundwork's answer broke off before its end. Try again.");
  expect(turns).toBe(2);
});

test('JSON that ends too early is no answer either', async () => {
  const half: Answer = (answer) => answer.writeHead(200, { 'content-type': 'application/json' }).end('{"result":{');
  expect((await calledAt(half, 0)).error).toMatchObject({ code: 'UNREACHABLE', retryable: true });
});

test('why nothing came is told in one line, without the sources of OpenSSL', async () => {
  const server = createServer(page(200) as never);
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  ends.push(() => server.close().closeAllConnections());
  const url = `https://127.0.0.1:${(server.address() as AddressInfo).port}`;
  await expect(createGroundwork({ url, apiKey: 'gw_one', maxRetries: 0 }).me()).rejects.toThrow(
    /^Groundwork did not answer: SSL routines: .*\(ERR_SSL_\w+\)\. Check the url, and that it runs\.$/,
  );
});
