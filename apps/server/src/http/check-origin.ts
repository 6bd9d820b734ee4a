import { AppError } from '@groundwork/shared';
import type { FastifyRequest } from 'fastify';

const loopback = ['localhost', '127.0.0.1', '[::1]'];

/** Hosts this site answers to. On loopback its three names; a foreign name that resolves here (DNS rebinding) is none of them. */
export function allowedHosts(publicUrl: URL): ReadonlySet<string> {
  const names = loopback.includes(publicUrl.hostname) ? loopback : [publicUrl.hostname];
  return new Set(names.map((name) => (publicUrl.port ? `${name}:${publicUrl.port}` : name)));
}

/** Refuses what another site's page may have sent: a foreign Host anywhere, a foreign Origin on anything that writes. */
export function checkOrigin(request: FastifyRequest, hosts: ReadonlySet<string>): void {
  if (!hosts.has(request.host))
    throw new AppError('FORBIDDEN', 'This address is not how Groundwork is reached. Open it at its own address.');
  if (request.method === 'GET' || request.method === 'HEAD') return;
  const { origin, 'sec-fetch-site': site } = request.headers;
  const foreign =
    origin === undefined ? site !== undefined && site !== 'same-origin' && site !== 'none' : !hosts.has(hostOf(origin));
  if (foreign) throw new AppError('FORBIDDEN', 'The request came from another site and was refused.');
}

const hostOf = (origin: string): string => (URL.canParse(origin) ? new URL(origin).host : '');
