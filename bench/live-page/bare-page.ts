import { listen } from '@groundwork/db';
import fastify from 'fastify';
import type { ServerResponse } from 'node:http';

/** The peer: a page that appends a line of text for each NOTIFY, over an EventSource of its own. A process of its own. */
const page = `<!doctype html><title>Bare</title><div role="log" style="height:36rem;overflow-y:auto"></div><script src="/page.js"></script>`;
const script = `
const log = document.querySelector('[role=log]');
new EventSource('/stream').addEventListener('message', ({ data }) => {
  const line = document.createElement('div');
  line.textContent = JSON.parse(data).text;
  log.append(line);
  log.scrollTop = log.scrollHeight;
});`;

const streams = new Set<ServerResponse>();
const app = fastify({ forceCloseConnections: true });
app.get('/', (_request, reply) => reply.type('text/html').send(page));
app.get('/page.js', (_request, reply) => reply.type('text/javascript').send(script));
app.get('/stream', (_request, reply) => {
  reply.hijack();
  reply.raw.writeHead(200, { 'content-type': 'text/event-stream', 'cache-control': 'no-store' });
  reply.raw.write('event: connected\ndata: {}\n\n');
  streams.add(reply.raw);
  reply.raw.once('close', () => streams.delete(reply.raw));
});

await listen(process.env.DATABASE_URL ?? '', 'bench', {
  notification: (text) => {
    for (const stream of streams) stream.write(`data: ${JSON.stringify({ text })}\n\n`);
  },
  connect: () => {},
  error: (error) => console.error(error),
});
process.once('disconnect', () => process.exit(0));
process.send?.({ url: await app.listen({ host: '127.0.0.1', port: 0 }) });
