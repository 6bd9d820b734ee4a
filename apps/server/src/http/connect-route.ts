import { type ConnectAim, connectNonceHash, type ConnectResult, type Core, finishConnect } from '@groundwork/core';
import { AppError } from '@groundwork/shared';
import type { FastifyInstance, FastifyReply, FastifyRequest } from 'fastify';
import { randomBytes } from 'node:crypto';
import { z } from 'zod';
import { isBadTicket } from './is-bad-ticket.ts';
import type { RoundTrip } from './round-trip.ts';

const ghlId = z.string().regex(/^[\w-]{1,64}$/);
const linkQuery = z.object({ agency: ghlId, location: ghlId.optional() });
const note = z.object({ companyId: ghlId, locationId: ghlId.nullable() });

/**
 * The link to connect, which anybody may be sent: in any browser it leads to GHL and back to a page that says what came of it.
 * It signs nobody in, touches no session, and tells nothing that the link did not say itself.
 */
export function connectRoute(app: FastifyInstance, { core, trip }: { core: Core; trip: RoundTrip }) {
  app.get('/auth/connect', (request, reply) => {
    const query = linkQuery.safeParse(request.query);
    if (!query.success) return show(reply.header('cache-control', 'no-store'), 'failed', 'LINK_INVALID');
    const { agency: companyId, location: locationId = null } = query.data;
    const nonce = randomBytes(32).toString('base64url');
    return trip.leave(reply, {
      cookie: 'gw_connect',
      nonce,
      nonceHash: connectNonceHash(nonce),
      note: JSON.stringify({ companyId, locationId } satisfies ConnectAim),
      userType: locationId === null ? 'Company' : 'Location',
    });
  });

  return {
    /** Answers who came back by a link. Null where it was somebody who signs in. */
    async answer(
      request: FastifyRequest,
      reply: FastifyReply,
      { ticket, error: refusal }: { ticket?: string | undefined; error?: string | undefined },
    ): Promise<FastifyReply | null> {
      const attempt = trip.read(request, 'gw_connect');
      const aim = attempt && readAim(attempt.note);
      if (!aim) return null;
      const signIn = trip.read(request, 'gw_sign_in');
      const end = (result: Result, code?: string) => {
        trip.end(reply, 'gw_connect');
        return show(reply, result, code);
      };
      if (refusal || !ticket) {
        // Nothing says which of two ways it was: most likely the later one.
        if (signIn && signIn.startedAt > attempt.startedAt) return null;
        return end(refusal === 'ACCESS_DENIED' ? 'denied' : 'failed', refusal ?? 'TICKET_INVALID');
      }
      try {
        const result = await finishConnect(core, { ticket, nonce: attempt.nonce, aim });
        request.log.info({ ...aim, result }, 'somebody connected by the link');
        return result === 'ok' ? end('ok') : end('other-account', codes[result]);
      } catch (error) {
        if (isBadTicket(error)) return signIn ? null : end('failed', 'TICKET_INVALID');
        request.log.warn({ err: error }, 'what came of a link to connect is not known');
        return end('failed', error instanceof AppError ? error.code : 'INTERNAL');
      }
    },
  };
}

type Result = 'ok' | 'other-account' | 'denied' | 'failed';

const codes: Record<Exclude<ConnectResult, 'ok'>, string> = {
  'other-agency': 'OTHER_AGENCY',
  'other-location': 'OTHER_LOCATION',
  'agency-instead': 'AGENCY_INSTEAD',
  'location-instead': 'LOCATION_INSTEAD',
};

const show = (reply: FastifyReply, result: Result, code?: string): FastifyReply =>
  reply.redirect(`/connected?result=${result}${code ? `&code=${code}` : ''}`);

/** From a cookie, which the browser's owner may have written. */
function readAim(text: string): ConnectAim | null {
  try {
    return note.parse(JSON.parse(text));
  } catch {
    return null;
  }
}
