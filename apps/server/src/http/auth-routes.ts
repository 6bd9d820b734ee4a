import { type Core, maxAgeSeconds, signIn } from '@groundwork/core';
import { ServiceError } from '@groundwork/integrations';
import { AppError } from '@groundwork/shared';
import type { FastifyInstance } from 'fastify';
import { createHash, randomBytes } from 'node:crypto';
import { z } from 'zod';
import type { Cookies } from './cookies.ts';
import { safePath } from './safe-path.ts';

const signInSeconds = 600;
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
 * that is worth nothing without the cookie.
 */
export function authRoutes(
  app: FastifyInstance,
  parts: { core: Core; cookies: Cookies; oauthPublicUrl: string; backendId: string },
): void {
  const { core, cookies } = parts;

  app.get('/auth/ghl', (request, reply) => {
    const { next } = request.query as { next?: unknown };
    const nonce = randomBytes(32).toString('base64url');
    cookies.set(reply, 'gw_sign_in', `${nonce}.${Buffer.from(safePath(next)).toString('base64url')}`, signInSeconds);
    const install = new URL('/oauth/install', parts.oauthPublicUrl);
    install.searchParams.set('backend', parts.backendId);
    install.searchParams.set('nonce', createHash('sha256').update(nonce).digest('hex'));
    return reply.header('cache-control', 'no-store').redirect(install.href);
  });

  app.get('/auth/ghl/callback', async (request, reply) => {
    reply.header('cache-control', 'no-store').header('referrer-policy', 'no-referrer');
    const query = callbackQuery.safeParse(request.query);
    const [nonce, encodedNext] = (cookies.read(request, 'gw_sign_in') ?? '').split('.');
    cookies.clear(reply, 'gw_sign_in');
    const fail = (code: string) => reply.redirect(`/sign-in?error=${code}`);
    if (query.data?.error) return fail(query.data.error);
    if (!query.data?.ticket || !nonce) return fail('TICKET_INVALID');
    try {
      const { session } = await signIn(core, {
        ticket: query.data.ticket,
        nonce,
        previousSession: cookies.read(request, 'gw_session'),
        userAgent: request.headers['user-agent'] ?? null,
      });
      cookies.set(reply, 'gw_session', session, maxAgeSeconds);
      return reply.redirect(safePath(Buffer.from(encodedNext ?? '', 'base64url').toString()));
    } catch (error) {
      request.log.warn({ err: error }, 'sign-in failed');
      return fail(codeOf(error));
    }
  });
}

/** A spent ticket is the fault of the link; any other SIGN_IN_FAILED says that this person may not sign in. */
function codeOf(error: unknown): string {
  if (!(error instanceof AppError)) return 'INTERNAL';
  const isTicket = error instanceof ServiceError && error.operation === 'redeemTicket';
  return isTicket && error.code === 'SIGN_IN_FAILED' ? 'TICKET_INVALID' : error.code;
}
