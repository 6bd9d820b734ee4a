import type { FastifyInstance, FastifyReply, FastifyRequest } from 'fastify';
import { z } from 'zod';
import { userTypes } from '@groundwork/shared/bridge';
import type { OAuthContext } from '../context.ts';
import { sha256Hex } from '../crypto/hash.ts';
import { closeAttempt, openAttempt } from './attempts.ts';
import type { Attempt } from './attempts.ts';
import { finishInstall } from './finish-install.ts';
import type { InstallProblem } from './finish-install.ts';
import { pages, renderPage } from './pages.ts';
import type { Page } from './pages.ts';
import { attemptCookieName, isSecure } from './settings.ts';
import type { InstallSettings } from './settings.ts';

const installQuery = z.object({
  backend: z.string().max(32),
  nonce: z.string().regex(/^[0-9a-f]{64}$/),
  user_type: z.enum(userTypes).default('Company'),
});

/** A parameter sent twice is an array, and therefore refused. */
const callbackQuery = z.object({
  code: z.string().min(1).max(4_000).optional(),
  state: z.string().min(1).max(200).optional(),
  error: z.string().max(1_000).optional(),
});

type ReturnError = InstallProblem | 'ACCESS_DENIED' | 'SIGN_IN_EXPIRED';

/** Longer than the attempt: whoever comes back late is known, and can be sent back to where they began. */
const cookieMaxAgeSeconds = 3_600;
const perIp = { config: { rateLimit: { max: 120, timeWindow: '1 minute' } } };

/** The two pages a browser sees on its way to GHL and back. */
export function registerInstallRoutes(app: FastifyInstance, ctx: OAuthContext, settings: InstallSettings): void {
  app.get('/oauth/install', perIp, async (request, reply) => {
    const query = installQuery.safeParse(request.query);
    if (!query.success || !settings.returnUrls.has(query.data.backend)) return show(reply, pages.badLink);
    const { backend: backendId, nonce: nonceHash, user_type: userType } = query.data;
    const { state, url } = ctx.ghl.startAuthorization();
    const { cookie } = await openAttempt(ctx, state, { backendId, nonceHash, userType });
    reply.setCookie(attemptCookieName(settings, sha256Hex(state)), cookie, {
      ...cookiePlace(settings),
      httpOnly: true,
      sameSite: 'lax',
      maxAge: cookieMaxAgeSeconds,
    });
    return leave(reply, url);
  });

  app.get('/oauth/callback', perIp, async (request, reply) => {
    const outcome = await answerCallback(request, reply);
    ctx.metrics.signIns.inc({ outcome });
    return reply;
  });

  async function answerCallback(request: FastifyRequest, reply: FastifyReply): Promise<string> {
    const query = callbackQuery.safeParse(request.query);
    if (!query.success) return end(reply, pages.badLink, 'bad-link');
    const { code, state, error } = query.data;
    if (state === undefined) return installWithoutState(reply, code);

    const name = attemptCookieName(settings, sha256Hex(state));
    const closed = await closeAttempt(ctx, state, request.cookies[name]);
    reply.clearCookie(name, cookiePlace(settings));
    switch (closed.kind) {
      case 'unknown':
        return end(reply, pages.unknownState, 'unknown-state');
      case 'used':
        return end(reply, pages.usedState, 'used-state');
      case 'other-browser':
        return end(reply, pages.otherBrowser, 'other-browser');
      case 'expired':
        return goBack(reply, closed.attempt, { error: 'SIGN_IN_EXPIRED' });
      case 'open':
        break;
    }
    if (error !== undefined || code === undefined) return goBack(reply, closed.attempt, { error: 'ACCESS_DENIED' });
    const finished = await finishInstall(ctx, { code, attempt: closed.attempt });
    if (finished.kind === 'failed') return goBack(reply, closed.attempt, { error: finished.problem });
    return goBack(reply, closed.attempt, { ticket: finished.ticket ?? '' });
  }

  /** Started inside GHL's marketplace: it may install, it never signs anyone in. */
  async function installWithoutState(reply: FastifyReply, code: string | undefined): Promise<string> {
    if (code === undefined) return end(reply, pages.notInstalled, 'denied');
    const finished = await finishInstall(ctx, { code, attempt: null });
    if (finished.kind === 'installed') return end(reply, { ...pages.installed, ...openLink(settings) }, 'installed');
    const page = finished.problem === 'CODE_REFUSED' ? pages.codeRefused : pages.unavailable;
    return end(reply, page, finished.problem);
  }

  function goBack(reply: FastifyReply, attempt: Attempt, result: { ticket: string } | { error: ReturnError }): string {
    const address = settings.returnUrls.get(attempt.backendId);
    if (address === undefined) return end(reply, pages.badLink, 'bad-link');
    const url = new URL(address);
    for (const [name, value] of Object.entries(result)) url.searchParams.set(name, String(value));
    void leave(reply, url);
    return 'error' in result ? result.error : 'ticket';
  }
}

function end(reply: FastifyReply, page: Page, outcome: string): string {
  void show(reply, page);
  return outcome;
}

export const show = (reply: FastifyReply, page: Page): FastifyReply =>
  reply.code(page.status).header('cache-control', 'no-store').type('text/html; charset=utf-8').send(renderPage(page));

/** 303: whatever brought the browser here, it goes on with a GET. */
const leave = (reply: FastifyReply, url: URL): FastifyReply =>
  reply.header('cache-control', 'no-store').redirect(url.href, 303);

/** `__Host-` wants the path `/`. */
const cookiePlace = (settings: InstallSettings) =>
  isSecure(settings) ? { path: '/', secure: true } : { path: '/oauth/callback' };

/** Where there is one backend there is one Groundwork to open. */
function openLink({ returnUrls }: InstallSettings): Pick<Page, 'link'> {
  const [address, ...others] = returnUrls.values();
  if (address === undefined || others.length > 0) return {};
  return { link: { href: `${new URL(address).origin}/`, label: 'Open Groundwork' } };
}
