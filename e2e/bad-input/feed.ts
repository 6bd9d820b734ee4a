import { encodeCursor } from '@groundwork/shared/events';
import { randomUUID } from 'node:crypto';
import { expect, test } from 'vitest';
import type { SignedIn } from '../../scripts/sign-in.ts';
import { firstEvent } from './raw-call.ts';
import { nothingIsWritten, type World } from './world.ts';

const base64 = (text: string): string => Buffer.from(text).toString('base64url');

const nonsense: [string, lastEventId: string][] = [
  ['no cursor at all', 'garbage!!'],
  ['a number', '17'],
  ['JSON of another shape', base64('{"agency":"x"}')],
  ['__proto__', base64('{"__proto__":{"agency":9}}')],
  ['a negative place', encodeCursor({ agency: -1 })],
  ['a place between two events', encodeCursor({ agency: 0.5 })],
  ['a place no event has reached', encodeCursor({ agency: 1_000_000 })],
  ['a place beyond every integer column', encodeCursor({ agency: Number.MAX_SAFE_INTEGER })],
  ['of a topic that was not asked for', encodeCursor({ [`job:${randomUUID()}`]: 5 })],
];

const refused: [string, (own: World['own']) => object, code: string][] = [
  ['another agency’s job', ({ jobId }) => ({ topics: [`job:${jobId}`] }), 'NOT_FOUND'],
  ['another agency’s job among own topics', ({ jobId }) => ({ topics: ['agency', `job:${jobId}`] }), 'NOT_FOUND'],
  ['a job that never was', () => ({ topics: [`job:${randomUUID()}`] }), 'NOT_FOUND'],
  ['another agency by name', () => ({ topics: [`agency:${randomUUID()}`] }), 'BAD_REQUEST'],
  ['no topic', () => ({ topics: [] }), 'BAD_REQUEST'],
  ['51 topics', () => ({ topics: Array.from({ length: 51 }, () => 'agency') }), 'BAD_REQUEST'],
  ['a cursor of 9,000 characters', () => ({ topics: ['agency'], lastEventId: 'x'.repeat(9_000) }), 'BAD_REQUEST'],
];

export function feed(world: World): void {
  nothingIsWritten(world);

  async function open(input: object, { cookie }: SignedIn, last: { query?: string; header?: string } = {}) {
    const url = new URL('/trpc/feed', world.instance.url);
    url.searchParams.set('input', JSON.stringify(input));
    if (last.query) url.searchParams.set('lastEventId', last.query);
    const headers = { cookie, ...(last.header && { 'last-event-id': last.header }) };
    const { event, data } = await firstEvent(url.href, headers);
    return { event, data: JSON.parse(data) as { data?: { app?: object } } };
  }

  test.each(nonsense)('starts at the beginning where lastEventId is %s', async (_, cursor) => {
    for (const last of [{ query: cursor }, { header: cursor }]) {
      const first = await open({ topics: ['agency'] }, world.owner, last);
      expect(first).toMatchObject({ event: 'message', data: { id: 1, topic: 'agency' } });
    }
  });

  test.each(refused)('refuses %s', async (_, input, code) => {
    expect(await open(input(world.own), world.stranger)).toMatchObject({
      event: 'serialized-error',
      data: { data: { app: { code, message: expect.stringMatching(/link is wrong|send it again/) } } },
    });
  });

  test('knows a job by one spelling only', async () => {
    const { data } = await open({ topics: [`job:${world.own.jobId.toUpperCase()}`] }, world.owner);
    expect(data.data?.app).toMatchObject({ code: 'NOT_FOUND' });
  });
}
