import fastify from 'fastify';
import { expect, test } from 'vitest';
import { announceDeprecations } from './announce-deprecations.ts';

const known = [
  {
    what: 'jobs.get output.log',
    announced: '2027-01-01',
    from: '2027-04-15',
    instead: 'Read it by `jobs.events`.',
  },
];

test('an answer of what will go says since when, until when, and what to use instead; others say nothing', async () => {
  const app = fastify();
  app.addHook('onRequest', announceDeprecations(known));
  app.get('/trpc/:path', () => 'answer');
  const { headers } = await app.inject('/trpc/jobs.list,jobs.get');
  expect(headers).toMatchObject({
    deprecation: '@1798761600',
    sunset: 'Thu, 15 Apr 2027 00:00:00 GMT',
    warning: '299 - "jobs.get output.log is deprecated and may be gone from 2027-04-15 on. Read it by `jobs.events`."',
  });
  const other = await app.inject('/trpc/jobs.list');
  expect(Object.keys(other.headers)).not.toContain('deprecation');
});
