import { acceptInvitation, type Core, maxAgeSeconds } from '@groundwork/core';
import { AppError } from '@groundwork/shared';
import type { FastifyInstance } from 'fastify';
import { z } from 'zod';
import type { Cookies } from './cookies.ts';

const bodyLimitBytes = 4 * 1024;
const form = 'application/x-www-form-urlencoded';
const bodySchema = z.object({ token: z.string().max(200) });

/**
 * Accepting an invitation: the link's token becomes a session. Sent as JSON it answers 204, or the error; sent as a form it leads on
 * to a page, for browsers without our script.
 */
export function invitationRoutes(app: FastifyInstance, { core, cookies }: { core: Core; cookies: Cookies }): void {
  app.addContentTypeParser(form, { parseAs: 'string', bodyLimit: bodyLimitBytes }, (_request, body, done) =>
    done(null, Object.fromEntries(new URLSearchParams(String(body)))),
  );
  app.post('/auth/invitation', { bodyLimit: bodyLimitBytes }, async (request, reply) => {
    reply.header('cache-control', 'no-store');
    const isForm = request.headers['content-type']?.startsWith(form) ?? false;
    try {
      const body = bodySchema.safeParse(request.body);
      if (!body.success)
        throw new AppError(
          'BAD_REQUEST',
          'The invitation’s token is missing. Open the link again as you were given it.',
        );
      const { session } = await acceptInvitation(core, {
        token: body.data.token,
        previousSession: cookies.read(request, 'gw_session'),
        userAgent: request.headers['user-agent'] ?? null,
      });
      cookies.set(reply, 'gw_session', session, maxAgeSeconds);
      return isForm ? reply.redirect('/', 303) : reply.code(204).send();
    } catch (error) {
      if (!isForm || !(error instanceof AppError)) throw error;
      return reply.redirect('/sign-in?error=INVITATION_INVALID', 303);
    }
  });
}
