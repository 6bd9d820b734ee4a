import { type Core, type DevicePoll, pollDeviceSignIn, startDeviceSignIn } from '@groundwork/core';
import { AppError } from '@groundwork/shared';
import type { FastifyInstance } from 'fastify';
import { z } from 'zod';

const bodyLimitBytes = 4 * 1024;

/** It names a key and is shown to a person, who must not be led to read something else. */
const clientName = z
  .string()
  .trim()
  .min(1)
  .max(80)
  .refine((text) => !/[\p{Cc}\p{Cf}\p{Cs}\u2028\u2029]/u.test(text));
const startBody = z.object({ client_name: clientName });
const tokenBody = z.object({ device_code: z.string().min(1).max(200) });

/** A tool signs in through a person's browser. RFC 8628, with JSON in place of forms; it asks for `/auth/device/token` until it is told. */
export function deviceRoutes(app: FastifyInstance, { core }: { core: Core }): void {
  const options = { bodyLimit: bodyLimitBytes };
  app.post('/auth/device', options, async (request, reply) => {
    const body = startBody.safeParse(request.body);
    if (!body.success)
      throw new AppError(
        'BAD_REQUEST',
        'Name the tool that signs in: { "client_name": … }, one line of 1 to 80 characters.',
      );
    const started = await startDeviceSignIn(core, { clientName: body.data.client_name });
    const page = new URL('/device', core.publicUrl);
    const withCode = new URL(page);
    withCode.searchParams.set('code', started.userCode);
    return reply.header('cache-control', 'no-store').send({
      device_code: started.deviceCode,
      user_code: started.userCode,
      verification_uri: page.href,
      verification_uri_complete: withCode.href,
      expires_in: started.expiresInSeconds,
      interval: started.intervalSeconds,
    });
  });

  app.post('/auth/device/token', options, async (request, reply) => {
    reply.header('cache-control', 'no-store');
    const body = tokenBody.safeParse(request.body);
    if (!body.success)
      throw new AppError('BAD_REQUEST', 'Send the code that the sign-in began with: { "device_code": … }.');
    try {
      const poll = await pollDeviceSignIn(core, { deviceCode: body.data.device_code });
      if (poll.state === 'approved') return await reply.send({ access_token: poll.secret, token_type: 'bearer' });
      return await reply.code(400).send(refusals[poll.state]);
    } catch (error) {
      // Approved, and yet no key can be made: asking again would not help.
      if (!(error instanceof AppError)) throw error;
      return reply.code(400).send({ error: 'access_denied', message: error.message });
    }
  });
}

const refusals: Readonly<Record<Exclude<DevicePoll['state'], 'approved'>, { error: string; message: string }>> = {
  waiting: { error: 'authorization_pending', message: 'Nobody has approved it yet. Ask again after the interval.' },
  'slow-down': { error: 'slow_down', message: 'You ask too often. Wait five seconds longer between two questions.' },
  denied: {
    error: 'access_denied',
    message: 'The sign-in was denied in the browser. Begin again if that was a mistake.',
  },
  expired: {
    error: 'expired_token',
    message: 'The code has expired, or its key was taken already. Begin again.',
  },
};
