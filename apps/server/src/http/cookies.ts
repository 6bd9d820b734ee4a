import type { FastifyReply, FastifyRequest } from 'fastify';
import { readBearer } from './read-bearer.ts';

/** Cookies of one site. Over https they carry the `__Host-` prefix, which binds them to this host and to TLS. */
export function createCookies(publicUrl: URL) {
  const secure = publicUrl.protocol === 'https:';
  const name = (plain: string) => (secure ? `__Host-${plain}` : plain);
  const options = { path: '/', httpOnly: true, secure, sameSite: 'lax' } as const;
  return {
    /** None to a request with a key: it acts in the key's name alone. */
    read: (request: FastifyRequest, plain: CookieName): string | null =>
      readBearer(request) === null ? (request.cookies[name(plain)] ?? null) : null,
    set: (reply: FastifyReply, plain: CookieName, value: string, maxAgeSeconds: number) =>
      reply.setCookie(name(plain), value, { ...options, maxAge: maxAgeSeconds }),
    clear: (reply: FastifyReply, plain: CookieName) => reply.clearCookie(name(plain), options),
  };
}

type CookieName = 'gw_session' | 'gw_sign_in' | 'gw_connect';
export type Cookies = ReturnType<typeof createCookies>;
