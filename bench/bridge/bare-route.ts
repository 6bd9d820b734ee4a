import fastify from 'fastify';

/** The peer: Fastify with one route that reads a body and answers the bytes it was given. A process of its own. */
const app = fastify({ forceCloseConnections: true });
app.removeAllContentTypeParsers();
app.addContentTypeParser('*', { parseAs: 'buffer' }, (_request, body, done) => done(null, body));

const answer = process.env.ANSWER ?? '';
app.post('/bare', (_request, reply) =>
  reply.header('content-type', 'application/json; charset=utf-8').header('cache-control', 'no-store').send(answer),
);

process.once('disconnect', () => process.exit(0));
process.send?.({ url: await app.listen({ host: '127.0.0.1', port: 0 }) });
