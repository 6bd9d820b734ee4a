import { randomUUID } from 'node:crypto';
import fastify from 'fastify';
import type { FastifyReply } from 'fastify';
import { createClaims } from '../../apps/oauth/src/bridge/claims.ts';

/**
 * The peer: Fastify with a route that reads a body and answers the bytes it was given, and one that does so after the one statement
 * that the service waits for: the least that a read on record can cost. A process of its own.
 */
const app = fastify({ forceCloseConnections: true });
app.removeAllContentTypeParsers();
app.addContentTypeParser('*', { parseAs: 'buffer' }, (_request, body, done) => done(null, body));

const {
  ANSWER: answer = '',
  DATABASE_URL: databaseUrl = '',
  COMPANY_ID: companyId = '',
  POSITION: position,
} = process.env;
const send = (reply: FastifyReply) =>
  reply.header('content-type', 'application/json; charset=utf-8').header('cache-control', 'no-store').send(answer);
app.post('/bare', (_request, reply) => send(reply));

const claims = createClaims(databaseUrl, () => undefined);
app.post('/recorded', async (_request, reply) => {
  const requestId = randomUUID();
  const call = { backendId: 'bench', nonce: requestId, signedAt: new Date() };
  await claims.claimRead(call, { backendId: 'bench', requestId, companyId, position: Number(position) });
  return send(reply);
});

process.once('disconnect', () => process.exit(0));
process.send?.({ url: await app.listen({ host: '127.0.0.1', port: 0 }) });
