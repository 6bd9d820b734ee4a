import { type Core, type DevicePoll, pollDeviceSignIn, startDeviceSignIn } from '@groundwork/core';
import { AppError, roles } from '@groundwork/shared';
import type { KeyWish } from '@groundwork/shared/views';
import type { FastifyInstance } from 'fastify';
import { z } from 'zod';

/** A hundred ids of accounts, and names. */
const bodyLimitBytes = 8 * 1024;

/** What is not seen, or moves what is: also letters that are blank, blanks that push a line away, and marks that pile up over others. */
const unseen =
  /[\p{Cc}\p{Cf}\p{Cs}\p{Zl}\p{Zp}\u2800]|[^\S ]|(?<!\p{Extended_Pictographic})\p{Default_Ignorable_Code_Point}|\p{M}{5}/u;

/** It names a key and is shown to a person, who must not be led to read something else. */
const shownName = z
  .string()
  .trim()
  .min(1)
  .max(80)
  .refine((text) => !unseen.test(text));
const startBody = z.object({ client_name: shownName });
/** What a person can judge at a glance: a hundred accounts, not thousands. */
const keyBody = startBody.extend({
  name: shownName,
  role: z.enum(roles),
  account_ids: z
    .array(z.string().regex(/^[\w-]{1,64}$/))
    .min(1)
    .max(100)
    .nullable(),
  expires_in_days: z.number().int().min(1).max(3_650).nullable(),
});
const tokenBody = z.object({ device_code: z.string().min(1).max(200) });

/** A tool signs in through a person's browser. RFC 8628, with JSON in place of forms; it asks for `/auth/device/token` until it is told. */
export function deviceRoutes(app: FastifyInstance, { core }: { core: Core }): void {
  const options = { bodyLimit: bodyLimitBytes };
  app.post('/auth/device', options, async (request, reply) => {
    const body = startBody.safeParse(request.body);
    if (!body.success)
      throw new AppError(
        'BAD_REQUEST',
        'Name the tool that signs in: { "client_name": … }, one line of 1 to 80 characters, with nothing unseen in it.',
      );
    return reply.header('cache-control', 'no-store').send(await start(core, { clientName: body.data.client_name }));
  });

  // A path of its own: a server that knows no wishes would take one for a sign-in, and give a key that may everything.
  app.post('/auth/device/key', options, async (request, reply) => {
    const body = keyBody.safeParse(request.body);
    if (!body.success)
      throw new AppError(
        'BAD_REQUEST',
        'Say which key is asked for: { "client_name": …, "name": …, "role": …, "account_ids": […] or null, "expires_in_days": … or null }; names of one line and 80 characters with nothing unseen in them, at most 100 accounts, 1 to 3650 days.',
      );
    const { client_name: clientName, name, role, account_ids: locationIds, expires_in_days: expiresInDays } = body.data;
    const wish: KeyWish = { name, role, locationIds, expiresInDays };
    return reply.header('cache-control', 'no-store').send(await start(core, { clientName, wish }));
  });

  app.post('/auth/device/token', options, async (request, reply) => {
    reply.header('cache-control', 'no-store');
    const body = tokenBody.safeParse(request.body);
    if (!body.success)
      throw new AppError('BAD_REQUEST', 'Send the code that the sign-in began with: { "device_code": … }.');
    try {
      const poll = await pollDeviceSignIn(core, { deviceCode: body.data.device_code });
      if (poll.state === 'approved')
        return await reply.send({ access_token: poll.secret, token_type: 'bearer', key: poll.key });
      return await reply.code(400).send(refusals[poll.state]);
    } catch (error) {
      // Approved, and yet no key can be made: asking again would not help.
      if (!(error instanceof AppError)) throw error;
      return reply.code(400).send({ error: 'access_denied', message: error.message });
    }
  });
}

async function start(
  core: Core,
  asked: { clientName: string; wish?: KeyWish },
): Promise<Record<string, string | number>> {
  const started = await startDeviceSignIn(core, asked);
  const page = new URL('/device', core.publicUrl);
  const withCode = new URL(page);
  withCode.searchParams.set('code', started.userCode);
  return {
    device_code: started.deviceCode,
    user_code: started.userCode,
    verification_uri: page.href,
    verification_uri_complete: withCode.href,
    expires_in: started.expiresInSeconds,
    interval: started.intervalSeconds,
  };
}

const refusals: Readonly<Record<Exclude<DevicePoll['state'], 'approved'>, { error: string; message: string }>> = {
  waiting: { error: 'authorization_pending', message: 'Nobody has approved it yet. Ask again after the interval.' },
  'slow-down': { error: 'slow_down', message: 'You ask too often. Wait five seconds longer between two questions.' },
  denied: {
    error: 'access_denied',
    message: 'It was denied in the browser. Begin again if that was a mistake.',
  },
  expired: {
    error: 'expired_token',
    message:
      'The code has expired, or its key was fetched already, as it is given once. Begin again; a key that you did not get you find and revoke under Settings → API keys.',
  },
};
