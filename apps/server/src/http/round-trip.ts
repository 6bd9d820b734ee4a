import type { FastifyReply, FastifyRequest } from 'fastify';
import type { UserType } from '@groundwork/shared/bridge';
import type { Cookies } from './cookies.ts';

const tripSeconds = 600;

/** Each purpose has a cookie of its own: neither ends nor answers for the other. */
export type TripCookie = 'gw_sign_in' | 'gw_connect';

/** A way to GHL and back that began in this browser. */
export interface Trip {
  nonce: string;
  /** What this side wants to know when the browser is back. */
  note: string;
  startedAt: number;
}

export type RoundTrip = ReturnType<typeof createRoundTrip>;

/** From here to the OAuth service, which leads on to GHL, and back to `/auth/ghl/callback`. */
export function createRoundTrip({
  cookies,
  oauthPublicUrl,
  backendId,
}: {
  cookies: Cookies;
  oauthPublicUrl: string;
  backendId: string;
}) {
  return {
    leave(
      reply: FastifyReply,
      start: { cookie: TripCookie; nonce: string; nonceHash: string; note: string; userType: UserType },
    ): FastifyReply {
      const note = Buffer.from(start.note).toString('base64url');
      cookies.set(reply, start.cookie, `${start.nonce}.${note}.${Date.now()}`, tripSeconds);
      const install = new URL('/oauth/install', oauthPublicUrl);
      install.searchParams.set('backend', backendId);
      install.searchParams.set('nonce', start.nonceHash);
      if (start.userType !== 'Company') install.searchParams.set('user_type', start.userType);
      return reply.header('cache-control', 'no-store').redirect(install.href);
    },
    read(request: FastifyRequest, cookie: TripCookie): Trip | null {
      const [nonce, note = '', startedAt] = (cookies.read(request, cookie) ?? '').split('.');
      // As they are made: any other text could be put together so that the hash of one purpose is that of the other.
      if (!nonce || !/^[\w-]+$/.test(nonce)) return null;
      return { nonce, note: Buffer.from(note, 'base64url').toString(), startedAt: Number(startedAt) || 0 };
    },
    end: (reply: FastifyReply, cookie: TripCookie) => void cookies.clear(reply, cookie),
  };
}
