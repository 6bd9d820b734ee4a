import type { FastifyInstance } from 'fastify';

/** Signatures are over the bytes as they came: every body in this scope stays a Buffer. */
export function acceptRawBodies(app: FastifyInstance): void {
  app.removeAllContentTypeParsers();
  app.addContentTypeParser('*', { parseAs: 'buffer' }, (_request, body, done) => done(null, body));
}
