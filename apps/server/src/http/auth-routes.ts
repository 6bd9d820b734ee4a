import { type Core, maxAgeSeconds, signIn } from '@groundwork/core';
import { AppError } from '@groundwork/shared';
import type { FastifyInstance, FastifyReply, FastifyRequest } from 'fastify';
import { createHash, randomBytes } from 'node:crypto';
import { z } from 'zod';
import { connectRoute } from './connect-route.ts';
import type { Cookies } from './cookies.ts';
import { isBadTicket } from './is-bad-ticket.ts';
import { createRoundTrip } from './round-trip.ts';
import { safePath } from './safe-path.ts';

/** Codes the OAuth service sends back are words of capitals; nothing else is passed on to the page. */
const callbackQuery = z.object({
  ticket: z.string().min(20).max(100).optional(),
  error: z
    .string()
    .regex(/^[A-Z_]{3,40}$/)
    .optional(),
});

/**
 * Sign-in by GHL, this side of it: a nonce in a cookie, its hash to the OAuth service, and a one-time ticket back
 * that is worth nothing without the cookie. Links to connect take the same way, and come back to the same address.
 */
export function authRoutes(
  app: FastifyInstance,
  parts: { core: Core; cookies: Cookies; oauthPublicUrl: string; backendId: string },
): void {
  const { core, cookies } = parts;
  const trip = createRoundTrip(parts);
  const connect = connectRoute(app, { core, trip });

  app.get('/auth/ghl', (request, reply) => {
    const { next } = request.query as { next?: unknown };
    const nonce = randomBytes(32).toString('base64url');
    return trip.leave(reply, {
      cookie: 'gw_sign_in',
      nonce,
      nonceHash: createHash('sha256').update(nonce).digest('hex'),
      note: safePath(next),
      userType: 'Company',
    });
  });

  app.get('/auth/ghl/callback', async (request, reply) => {
    reply.header('cache-control', 'no-store').header('referrer-policy', 'no-referrer');
    const query = callbackQuery.safeParse(request.query);
    return (await connect.answer(request, reply, query.data ?? {})) ?? answerSignIn(request, reply, query.data ?? {});
  });

  async function answerSignIn(
    request: FastifyRequest,
    reply: FastifyReply,
    { ticket, error: refusal }: z.output<typeof callbackQuery>,
  ): Promise<FastifyReply> {
    const attempt = trip.read(request, 'gw_sign_in');
    cookies.clear(reply, 'gw_sign_in');
    const fail = (code: string) => reply.redirect(`/sign-in?error=${code}`);
    if (refusal) return fail(refusal);
    if (!ticket || !attempt) return fail('TICKET_INVALID');
    try {
      const { session } = await signIn(core, {
        ticket,
        nonce: attempt.nonce,
        previousSession: cookies.read(request, 'gw_session'),
        userAgent: request.headers['user-agent'] ?? null,
      });
      cookies.set(reply, 'gw_session', session, maxAgeSeconds);
      return reply.redirect(safePath(attempt.note));
    } catch (error) {
      request.log.warn({ err: error }, 'sign-in failed');
      return fail(codeOf(error));
    }
  }
}

/** A spent ticket is the fault of the link; any other SIGN_IN_FAILED says that this person may not sign in. */
function codeOf(error: unknown): string {
  if (!(error instanceof AppError)) return 'INTERNAL';
  return isBadTicket(error) ? 'TICKET_INVALID' : error.code;
}
