import { type Deprecation, deprecationHeaders } from '@groundwork/api';
import type { FastifyReply, FastifyRequest } from 'fastify';

/** Tells whoever calls what will go, in the headers of the answer. */
export const announceDeprecations =
  (known: readonly Deprecation[]) =>
  async (request: FastifyRequest, reply: FastifyReply): Promise<void> => {
    const { path = '' } = request.params as { path?: string };
    reply.headers(deprecationHeaders(path.split(','), known));
  };
