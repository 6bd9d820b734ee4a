import type { FastifyRequest } from 'fastify';

/** The key that a request carries, be it an empty one; other schemes are a proxy's affair. */
export function readBearer({ headers }: FastifyRequest): string | null {
  const [scheme = '', key = ''] = (headers.authorization ?? '').trim().split(/ +/);
  return scheme.toLowerCase() === 'bearer' ? key : null;
}
