import { createHash, createHmac } from 'node:crypto';
import { afterEach, describe, expect, it, vi } from 'vitest';
import { bridgeRoutes, bridgeSignatureMaxAgeSeconds, bridgeSigningText } from '@groundwork/shared/bridge';
import { refusingUrl, serve } from '../testing/serve.ts';
import type { Reply, SeenRequest, TestServer } from '../testing/serve.ts';
import { createBridge } from './create-bridge.ts';
import type { Bridge, BridgeOptions } from './create-bridge.ts';

const secret = Buffer.from('a secret of thirty-two bytes ...').toString('base64');
const account = { companyId: 'company', locationId: 'location' };
const hash = (text: string) => createHash('sha256').update(text).digest('hex');

const cleanUps: (() => Promise<void>)[] = [];
afterEach(async () => {
  vi.useRealTimers();
  for (const cleanUp of cleanUps.splice(0)) await cleanUp();
});

/** An OAuth service that speaks the contract: it checks the signature and then answers what the test says. */
async function oauthService(
  reply: (request: SeenRequest, turn: number) => Reply | Promise<Reply>,
): Promise<TestServer> {
  const server = await serve((request, turn) => {
    if (request.path.startsWith('/health/')) return { json: {} };
    return isSigned(request) ? reply(request, turn) : refusal('UNAUTHORIZED', { status: 401 });
  });
  cleanUps.push(() => server.close());
  return server;
}

function isSigned({ method, path, headers, body }: SeenRequest): boolean {
  const timestamp = String(headers['x-bridge-timestamp']);
  if (Math.abs(Date.now() / 1000 - Number(timestamp)) > bridgeSignatureMaxAgeSeconds) return false;
  const nonce = String(headers['x-bridge-nonce']);
  const expected = createHmac('sha256', Buffer.from(secret, 'base64'))
    .update(bridgeSigningText({ timestamp, nonce, method, path, body }))
    .digest('hex');
  return headers['x-bridge-key'] === 'api' && headers['x-bridge-signature'] === expected;
}

function bridgeTo(urls: string[], options: Partial<BridgeOptions> = {}): Bridge {
  const bridge = createBridge({ urls, backendId: 'api', secret, ...options });
  cleanUps.push(() => bridge.stop());
  return bridge;
}

const tokenReply = (accessToken: string): Reply => ({
  json: {
    accessToken,
    expiresAt: new Date(Date.now() + 3_600_000).toISOString(),
    userType: 'Location',
    ...account,
    scopes: ['locations/tags.readonly'],
  },
});
const refusal = (
  code: string,
  { status = 400, ...more }: { status?: number; retryable?: boolean; retryAfterMs?: number } = {},
): Reply => ({
  status,
  json: { error: { code, message: `${code}, says the service.`, retryable: false, requestId: 'request-1', ...more } },
});
const connectionsOf = (companyId: string) => ({ companyId, grants: [], locations: [] });
const refreshing = refusal('TOKEN_REFRESHING', { status: 503, retryable: true, retryAfterMs: 20 });

describe('access tokens', () => {
  it('come over a signed request and stay in memory while fresh', async () => {
    const oauth = await oauthService((_, turn) => tokenReply(`token ${turn}`));
    const bridge = bridgeTo([oauth.url]);
    const first = await bridge.accessToken(account);
    expect(await bridge.accessToken(account)).toBe(first);
    expect(first).toMatchObject({ accessToken: 'token 0', scopes: ['locations/tags.readonly'] });
    expect(oauth.seen.map(({ path, body }) => [path, body])).toEqual([
      [bridgeRoutes.accessToken.path, JSON.stringify(account)],
    ]);
  });

  it('asked for at one time cause one request', async () => {
    const oauth = await oauthService(() => tokenReply('shared'));
    const bridge = bridgeTo([oauth.url]);
    const tokens = await Promise.all(Array.from({ length: 20 }, () => bridge.accessToken(account)));
    expect(new Set(tokens.map(({ accessToken }) => accessToken))).toEqual(new Set(['shared']));
    expect(oauth.seen).toHaveLength(1);
  });

  it('refused by GHL leave the memory, and the service hears which one it was', async () => {
    const oauth = await oauthService((_, turn) => tokenReply(turn === 0 ? 'old' : 'new'));
    const bridge = bridgeTo([oauth.url]);
    await bridge.accessToken(account);
    expect((await bridge.accessToken(account, hash('old'))).accessToken).toBe('new');
    expect((await bridge.accessToken(account, hash('old'))).accessToken).toBe('new');
    expect(oauth.seen.map(({ body }) => JSON.parse(body))).toEqual([
      account,
      { ...account, refusedTokenHash: hash('old') },
    ]);
  });

  it('are asked for again after an error: a failure is not remembered', async () => {
    const oauth = await oauthService((_, turn) => (turn === 0 ? refusal('NOT_INSTALLED') : tokenReply('late')));
    const bridge = bridgeTo([oauth.url]);
    await expect(bridge.accessToken(account)).rejects.toMatchObject({ code: 'NOT_INSTALLED' });
    expect((await bridge.accessToken(account)).accessToken).toBe('late');
  });
});

describe('a token that is being renewed', () => {
  it('is asked for again after the time the service says, at the same replica', async () => {
    const oauth = await oauthService((_, turn) => (turn < 2 ? refreshing : tokenReply('new')));
    const other = await oauthService(() => tokenReply('never asked'));
    const bridge = bridgeTo([oauth.url, other.url]);
    expect((await bridge.accessToken(account)).accessToken).toBe('new');
    expect(oauth.seen).toHaveLength(3);
    expect(other.seen).toHaveLength(0);
  });

  it('that is not there by the deadline can be waited for: the error says how long', async () => {
    const oauth = await oauthService(() => refreshing);
    await expect(bridgeTo([oauth.url], { deadlineMs: 1_000 }).accessToken(account)).rejects.toMatchObject({
      code: 'GHL_UNAVAILABLE',
      retryable: true,
      retryAfterMs: 20,
    });
  });
});

describe('a token that no stream watches', () => {
  /** The clock alone moves, on both sides. */
  const later = () => vi.useFakeTimers({ toFake: ['Date'], now: Date.now() + 20_000 });

  it('is confirmed after seconds, and replaced if another one is answered', async () => {
    const oauth = await oauthService((_, turn) => tokenReply(turn === 0 ? 'old' : 'new'));
    const bridge = bridgeTo([oauth.url]);
    await bridge.accessToken(account);
    later();
    expect((await bridge.accessToken(account)).accessToken).toBe('new');
  });

  it('goes on while nobody answers', async () => {
    const oauth = await oauthService((_, turn) => (turn === 0 ? tokenReply('old') : 'drop'));
    const bridge = bridgeTo([oauth.url]);
    await bridge.accessToken(account);
    later();
    expect((await bridge.accessToken(account)).accessToken).toBe('old');
    const asked = oauth.seen.length;
    expect((await bridge.accessToken(account)).accessToken).toBe('old');
    expect(oauth.seen).toHaveLength(asked);
  });

  it('goes on while the service refuses our signature: clocks and keys are no matter of the token', async () => {
    const oauth = await oauthService((_, turn) =>
      turn === 0 ? tokenReply('old') : refusal('UNAUTHORIZED', { status: 401 }),
    );
    const bridge = bridgeTo([oauth.url]);
    await bridge.accessToken(account);
    later();
    expect((await bridge.accessToken(account)).accessToken).toBe('old');
    expect(oauth.seen).toHaveLength(2);
  });

  it('ends when the service says so', async () => {
    const oauth = await oauthService((_, turn) => (turn === 0 ? tokenReply('old') : refusal('NOT_INSTALLED')));
    const bridge = bridgeTo([oauth.url]);
    await bridge.accessToken(account);
    later();
    await expect(bridge.accessToken(account)).rejects.toMatchObject({ code: 'NOT_INSTALLED' });
  });
});

describe('an OAuth service that cannot be reached', () => {
  it('is passed over for the next replica, also by a ticket, and the working one is kept', async () => {
    const who = { companyId: 'company', userId: 'user', userType: 'Company', locationId: null };
    const oauth = await oauthService(() => ({ json: who }));
    const bridge = bridgeTo([await refusingUrl(), oauth.url]);
    expect(await bridge.redeemTicket({ ticket: 't'.repeat(43), nonceHash: hash('nonce') })).toEqual(who);
    expect((await bridge.health()).state).toBe('degraded');
  });

  it('is not asked first again while another replica answers', async () => {
    const failing = await oauthService(() => ({ status: 503, text: 'starting' }));
    const oauth = await oauthService((_, turn) => tokenReply(`token ${turn}`));
    const bridge = bridgeTo([failing.url, oauth.url]);
    await bridge.accessToken(account);
    await bridge.accessToken({ companyId: 'company' });
    expect(failing.seen).toHaveLength(1);
    expect(oauth.seen).toHaveLength(2);
  });

  it('is asked first again once it is well, by looks at its health: no call tries it out', async () => {
    let isWell = false;
    const looks: boolean[] = [];
    const near = await serve(({ path }) => {
      if (path.startsWith('/health/')) {
        looks.push(isWell);
        return isWell ? { json: {} } : { status: 503, text: 'starting' };
      }
      return isWell ? { json: connectionsOf('near') } : { status: 503, text: 'starting' };
    });
    cleanUps.push(() => near.close());
    const far = await oauthService(() => ({ json: connectionsOf('far') }));
    const bridge = bridgeTo([near.url, far.url]);
    const ask = async () => (await bridge.connections('company')).companyId;
    const crowd = () => Promise.all(Array.from({ length: 5 }, (_, index) => bridge.connections(`company ${index}`)));
    await vi.waitFor(
      async () => {
        expect(await ask()).toBe('far');
        await crowd();
        expect(looks.length).toBeGreaterThan(0);
      },
      { timeout: 60_000, interval: 20 },
    );
    // A crowd at the end of its rest is one look, and the one call that failed at first is the only one that met it.
    expect(looks.length).toBeLessThan(3);
    expect(near.seen.filter(({ path }) => !path.startsWith('/health/'))).toHaveLength(1);
    isWell = true;
    await vi.waitFor(async () => expect(await ask()).toBe('near'), { timeout: 60_000, interval: 20 });
  });

  it('is tried again for safe requests', async () => {
    const oauth = await oauthService((_, turn) => (turn < 2 ? 'drop' : tokenReply('third time')));
    expect((await bridgeTo([oauth.url]).accessToken(account)).accessToken).toBe('third time');
  });

  it('is replaced by another replica when it hangs', async () => {
    const hanging = await oauthService(() => 'hang');
    const oauth = await oauthService(() => tokenReply('from the other'));
    const bridge = bridgeTo([hanging.url, oauth.url], { timeoutMs: 1_000 });
    expect((await bridge.accessToken(account)).accessToken).toBe('from the other');
    expect(hanging.seen).toHaveLength(1);
  });

  it('that hangs until the caller has to leave is not what the next caller waits for', async () => {
    const hanging = await oauthService(() => 'hang');
    const oauth = await oauthService(() => ({ json: connectionsOf('company') }));
    const bridge = bridgeTo([hanging.url, oauth.url], { deadlineMs: 1_000 });
    await expect(bridge.connections('company')).rejects.toMatchObject({ code: 'OAUTH_UNAVAILABLE' });
    await expect(bridge.connections('company')).resolves.toMatchObject({ companyId: 'company' });
  });

  it('that hangs everywhere is given up at the deadline', async () => {
    const hanging = await oauthService(() => 'hang');
    await expect(bridgeTo([hanging.url], { deadlineMs: 1_000 }).accessToken(account)).rejects.toMatchObject({
      code: 'OAUTH_UNAVAILABLE',
      message: expect.stringContaining('did not answer within 1 s'),
    });
  });

  it('ends in an error that says what to do', async () => {
    const bridge = bridgeTo([await refusingUrl()]);
    await expect(bridge.accessToken(account)).rejects.toMatchObject({
      code: 'OAUTH_UNAVAILABLE',
      retryable: true,
      operation: 'accessToken',
      message: expect.stringContaining('Check that it runs and that OAUTH_URLS names it'),
    });
    expect((await bridge.health()).state).toBe('down');
  });
});

describe('a ticket', () => {
  const ticket = { ticket: 't'.repeat(43), nonceHash: hash('nonce') };

  it('is never sent twice when the outcome is unknown', async () => {
    const first = await oauthService(() => 'drop');
    const second = await oauthService(() => 'drop');
    const bridge = bridgeTo([first.url, second.url]);
    await expect(bridge.redeemTicket(ticket)).rejects.toMatchObject({ code: 'OAUTH_UNAVAILABLE', outcome: 'unknown' });
    expect(first.seen.length + second.seen.length).toBe(1);
  });

  it('that is refused fails the sign-in', async () => {
    const oauth = await oauthService(() => refusal('TICKET_INVALID'));
    await expect(bridgeTo([oauth.url]).redeemTicket(ticket)).rejects.toMatchObject({
      code: 'SIGN_IN_FAILED',
      retryable: false,
      traceId: 'request-1',
    });
  });
});

describe('what the service refuses', () => {
  it.each([
    ['NOT_INSTALLED', 'NOT_INSTALLED'],
    ['RECONNECT_NEEDED', 'RECONNECT_NEEDED'],
    ['FORBIDDEN', 'FORBIDDEN'],
    ['BAD_REQUEST', 'INTERNAL'],
  ])('%s becomes %s, once', async (code, ours) => {
    const oauth = await oauthService(() => refusal(code));
    await expect(bridgeTo([oauth.url]).installation('company')).rejects.toMatchObject({ code: ours, retryable: false });
    expect(oauth.seen).toHaveLength(1);
  });

  it('a wrong key names BRIDGE_KEYS', async () => {
    const oauth = await oauthService(() => tokenReply('never'));
    const bridge = bridgeTo([oauth.url], { secret: Buffer.from('another secret').toString('base64') });
    await expect(bridge.reconcile('company')).rejects.toMatchObject({
      code: 'OAUTH_UNAVAILABLE',
      message: expect.stringContaining('BRIDGE_KEYS'),
    });
  });

  it('an answer outside the contract is not taken for data', async () => {
    const oauth = await oauthService(() => ({ json: { companyId: 'company', state: 'active' } }));
    await expect(bridgeTo([oauth.url]).installation('company')).rejects.toMatchObject({
      code: 'OAUTH_UNAVAILABLE',
      message: expect.stringContaining('breaks the contract'),
    });
  });

  it('a web page in place of an answer is an outage', async () => {
    const oauth = await oauthService(() => ({ status: 502, text: '<html>Bad Gateway</html>' }));
    await expect(bridgeTo([oauth.url]).installation('company')).rejects.toMatchObject({
      code: 'OAUTH_UNAVAILABLE',
      status: 502,
    });
  });
});

describe('views', () => {
  const connections = { companyId: 'company', grants: [], locations: [] };

  it('of connections and refreshes follow the contract, and equal ones share a call', async () => {
    const oauth = await oauthService(({ path }) =>
      path === bridgeRoutes.connections.path
        ? { json: connections }
        : { json: { refreshes: [], nextBefore: 'the next page' } },
    );
    const bridge = bridgeTo([oauth.url]);
    expect(await Promise.all([bridge.connections('company'), bridge.connections('company')])).toEqual([
      connections,
      connections,
    ]);
    expect(await bridge.refreshes({ companyId: 'company', before: 'here' })).toMatchObject({
      nextBefore: 'the next page',
    });
    expect(oauth.seen.map(({ body }) => JSON.parse(body))).toEqual([
      { companyId: 'company' },
      { companyId: 'company', before: 'here' },
    ]);
  });

  it('a test of a connection is repeated when nobody answered: it changes nothing', async () => {
    const test = { works: true, message: 'It works.', tokenMs: 1, answerMs: 2, testedAt: new Date().toISOString() };
    const oauth = await oauthService((_, turn) => (turn === 0 ? 'drop' : { json: test }));
    expect(await bridgeTo([oauth.url]).testConnection({ companyId: 'company', locationId: 'location' })).toEqual(test);
    expect(oauth.seen).toHaveLength(2);
  });
});

describe('news', () => {
  const cursor = { feed: 'feed', position: 7 };
  const line = (value: object) => `${JSON.stringify(value)}\n`;
  const event = (position: number, kind: string) =>
    line({ type: 'event', position, kind, companyId: 'company', locationId: null });

  /** Streams that say these lines and break off; the one after them says nothing. */
  const streaming = (...streams: string[]) =>
    oauthService((_, turn) => {
      const text = streams[turn];
      return text === undefined ? 'hang' : { text };
    });

  it('are every event, of unknown kinds too, and where they begin', async () => {
    const oauth = await streaming(
      line({ type: 'hello', cursor, resumed: false }) + event(8, 'connection-changed') + event(9, 'of a newer service'),
      line({ type: 'hello', cursor: { ...cursor, position: 9 }, resumed: true }) + event(10, 'revoked'),
    );
    const bridge = bridgeTo([oauth.url]);
    const heard: unknown[] = [];
    bridge.onNews((news) => heard.push(news));
    const deaf: unknown[] = [];
    bridge.onNews((news) => deaf.push(news))();
    await bridge.start();
    const told = { type: 'event', feed: 'feed', companyId: 'company' };
    await expect
      .poll(() => heard)
      .toEqual([
        { type: 'gap', feed: 'feed', position: 7 },
        { ...told, position: 8, kind: 'connection-changed' },
        { ...told, position: 9, kind: 'of a newer service' },
        { ...told, position: 10, kind: 'revoked' },
      ]);
    expect(deaf).toEqual([]);
    expect(JSON.parse(oauth.seen[1]?.body ?? '')).toEqual({ after: { feed: 'feed', position: 9 } });
  });

  it('go on where the process before left off', async () => {
    const oauth = await streaming(line({ type: 'hello', cursor, resumed: true }) + event(8, 'revoked'));
    const bridge = bridgeTo([oauth.url], { heardUpTo: () => Promise.resolve(cursor) });
    const heard: unknown[] = [];
    bridge.onNews((news) => heard.push(news));
    await bridge.start();
    await expect.poll(() => heard).toMatchObject([{ type: 'event', position: 8 }]);
    expect(JSON.parse(oauth.seen[0]?.body ?? '')).toEqual({ after: cursor });
  });
});
