import { deprecationHeaders } from '@groundwork/api';
import { expect, test, vi } from 'vitest';
import { createGroundwork } from '../src/index.ts';

const soon = {
  what: 'session.me output.user',
  announced: '2027-01-01',
  from: '2027-04-15',
  instead: 'Ask "members.me".',
};
const words = 'session.me output.user is deprecated and may be gone from 2027-04-15 on. Ask "members.me".';

/** Answers as a server does of which something will go. */
const fetch: typeof globalThis.fetch = (input) => {
  const url = input instanceof Request ? input.url : String(input);
  const procedure = new URL(url).pathname.replace('/trpc/', '');
  const headers = { 'content-type': 'application/json', ...deprecationHeaders([procedure], [soon]) };
  const answer = new Response(JSON.stringify({ result: { data: [] } }), { headers });
  return Promise.resolve(Object.defineProperty(answer, 'url', { value: url }));
};
const options = { url: 'http://localhost', apiKey: 'gw_none', fetch };

test('what will go is said to the logger, once, with its date and what to use instead', async () => {
  const told: unknown[] = [];
  const warn = (...what: unknown[]) => void told.push(what);
  const gw = createGroundwork({ ...options, logger: { debug: () => {}, warn } });
  await gw.me();
  await gw.me();
  await gw.blueprints.list();
  const sunset = 'Thu, 15 Apr 2027 00:00:00 GMT';
  expect(told).toEqual([[words, { procedure: 'session.me', sunset }]]);
});

test('without a logger that takes warnings it is said on the console', async () => {
  const warn = vi.spyOn(console, 'warn').mockImplementation(() => {});
  try {
    await createGroundwork(options).me();
    expect(warn.mock.calls).toEqual([[`Groundwork: ${words}`]]);
  } finally {
    warn.mockRestore();
  }
});
