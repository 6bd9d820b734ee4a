import fastify from 'fastify';
import { readFile } from 'node:fs/promises';
import { basename, join } from 'node:path';
import { gzipSync } from 'node:zlib';
import { root } from '../../scripts/root.ts';

/** The peer: finished pages and the styles of the build, gzipped beforehand. No script, no session. A process of its own. */
const pages = new Map<string, Buffer>();
const app = fastify({ forceCloseConnections: true, bodyLimit: 50e6 });
app.addContentTypeParser('text/html', { parseAs: 'string' }, (_request, body, done) => done(null, body));

app.put<{ Params: { name: string }; Body: string }>('/pages/:name', (request, reply) => {
  pages.set(request.params.name, gzipSync(request.body));
  return reply.code(204).send();
});
app.get<{ Params: { name: string } }>('/pages/:name', (request, reply) => {
  const page = pages.get(request.params.name);
  return page
    ? reply.header('content-encoding', 'gzip').type('text/html; charset=utf-8').send(page)
    : reply.code(404).send();
});
app.get<{ Params: { file: string } }>('/assets/:file', async (request, reply) => {
  const file = await readFile(join(root, 'apps/web/dist/assets', basename(request.params.file)));
  return reply.header('content-encoding', 'gzip').type('text/css').send(gzipSync(file));
});

process.once('disconnect', () => process.exit(0));
process.send?.({ url: await app.listen({ host: '127.0.0.1', port: 0 }) });
