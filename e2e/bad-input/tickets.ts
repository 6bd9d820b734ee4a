import { type ConsentChoice, fixtures } from '@groundwork/ghl-sandbox';
import { randomBytes } from 'node:crypto';
import { afterEach, expect, test } from 'vitest';
import type { World } from './world.ts';

const { agencyUser, dentalOwner } = fixtures.users;

const useless: [string, code: string, ConsentChoice, arrange: (world: World) => Promise<unknown>][] = [
  ['its minute is over', 'TICKET_INVALID', {}, ({ ledger }) => ledger.inOAuth('update tickets set expires_at = now()')],
  [
    'GHL is down when asked who came',
    'GHL_UNAVAILABLE',
    {},
    ({ sandbox }) => sandbox.addFault({ path: '/users/*', mode: 'drop', count: 9 }),
  ],
  [
    'GHL answers with a web page',
    'GHL_UNAVAILABLE',
    {},
    ({ sandbox }) => sandbox.addFault({ path: '/companies/*', mode: 'status', status: 200, count: 9 }),
  ],
  ['its person is no admin', 'SIGN_IN_FAILED', { as: agencyUser.id }, () => Promise.resolve()],
  ['its person is of one account only', 'SIGN_IN_FAILED', { as: dentalOwner.id }, () => Promise.resolve()],
];

export function tickets(world: World): void {
  const kept = () => world.ledger.read({ but: ['webhook_deliveries'] });
  afterEach(() => world.sandbox.clearFaults());

  test.each(useless)('not when %s: %s', async (_, code, choice, arrange) => {
    const { attempt, landing } = await world.steps.obtainTicket(choice);
    const before = await kept();
    await arrange(world);
    const { location, cookies } = await world.steps.follow(landing, attempt.nonceCookie);
    expect(location?.href).toBe(world.steps.signInPage(code));
    expect(cookies).toBe('gw_sign_in=');
    expect(await kept()).toEqual(before);
  });

  test('not without its cookie, not in another browser, not when forged; and then once', async () => {
    const { attempt, landing } = await world.steps.obtainTicket();
    const before = await kept();
    const invalid = { location: new URL(world.steps.signInPage('TICKET_INVALID')), cookies: 'gw_sign_in=' };
    const other = await world.steps.begin();
    const forged = new URL(landing);
    forged.searchParams.set('ticket', randomBytes(32).toString('base64url'));

    expect(await world.steps.follow(landing)).toMatchObject(invalid);
    expect(await world.steps.follow(landing, other.nonceCookie)).toMatchObject(invalid);
    expect(await world.steps.follow(forged.href, attempt.nonceCookie)).toMatchObject(invalid);
    expect(await kept()).toEqual(before);

    const signedIn = await world.steps.follow(landing, attempt.nonceCookie);
    expect(signedIn.location?.href).toBe(`${world.instance.url}/`);
    expect(signedIn.cookies).toMatch(/gw_session=[\w-]{43}/);
    expect(await world.steps.follow(landing, attempt.nonceCookie)).toMatchObject(invalid);
    expect(await kept()).toEqual({ ...before, sessions: Number(before['sessions']) + 1 });
  });
}
