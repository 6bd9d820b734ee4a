import { AppError } from '@groundwork/shared';
import type { FastifyRequest } from 'fastify';
import { readBearer } from './read-bearer.ts';

const loopback = ['localhost', '127.0.0.1', '[::1]'];

/** How this site is reached. */
export interface OwnAddress {
  hosts: ReadonlySet<string>;
  origins: ReadonlySet<string>;
}

/** On loopback its three names; a foreign name that resolves here (DNS rebinding) is none of them. */
export function ownAddress(publicUrl: URL): OwnAddress {
  const names = loopback.includes(publicUrl.hostname) ? loopback : [publicUrl.hostname];
  const hosts = names.map((name) => (publicUrl.port ? `${name}:${publicUrl.port}` : name));
  return { hosts: new Set(hosts), origins: new Set(hosts.map((host) => `${publicUrl.protocol}//${host}`)) };
}

/**
 * Refuses what another site's page may have sent: a foreign Host anywhere, a foreign Origin on anything that writes. A request with a
 * key is no page's doing: no browser adds one by itself, and cookies do not count beside it.
 */
export function checkOrigin(request: FastifyRequest, own: OwnAddress): void {
  if (!own.hosts.has(request.host))
    throw new AppError('FORBIDDEN', 'This address is not how Groundwork is reached. Open it at its own address.');
  if (/^(GET|HEAD|OPTIONS)$/.test(request.method)) return;
  if (readBearer(request) !== null) return;
  const { origin, 'sec-fetch-site': site } = request.headers;
  const foreign =
    origin === undefined ? site !== undefined && site !== 'same-origin' && site !== 'none' : !own.origins.has(origin);
  if (foreign)
    throw new AppError(
      'FORBIDDEN',
      'The request came from another site and was refused. Open Groundwork itself and do it there.',
    );
}
