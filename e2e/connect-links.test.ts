import { connect } from '@groundwork/db';
import { consent, type ConsentChoice, createSandboxControl, fixtures } from '@groundwork/ghl-sandbox';
import type { FeedEvent } from '@groundwork/shared/events';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { type Instance, startInstance } from '../scripts/instance.ts';
import { type SignedIn, signIn } from '../scripts/sign-in.ts';
import { createSignInSteps } from './bad-input/sign-in-steps.ts';

/** What happens to connections in GHL reaches every open page by itself, and a link mends them without signing anybody in. */

const { agency, secondAgency, locations, users } = fixtures;
const patience = { timeout: 180_000 };

let instance: Instance;
let sandbox: ReturnType<typeof createSandboxControl>;
let steps: ReturnType<typeof createSignInSteps>;
let owner: SignedIn;
let heard: FeedEvent['type'][];
let stopHearing: () => void;

beforeAll(async () => {
  instance = await startInstance({ useFreePorts: true, buildWeb: false });
  sandbox = createSandboxControl(instance.sandboxUrl ?? '');
  steps = createSignInSteps(instance);
  owner = await signIn(instance.url);
  heard = [];
  const following = owner.trpc.feed.subscribe(
    { topics: ['agency'] },
    { onData: ({ data }) => void heard.push(data.event.type) },
  );
  stopHearing = () => following.unsubscribe();
});
afterAll(async () => {
  stopHearing();
  await instance.stop();
});

const soon = { timeout: 60_000, interval: 100 };
const stateOf = async (id: string) =>
  (await owner.trpc.accounts.list.query()).accounts.find((account) => account.id === id)?.state;
/** Past every page that would mend it by looking. */
const rowOf = async (id: string): Promise<string | undefined> => {
  const db = connect(instance.databaseUrl, { maxConnections: 1 });
  const row = await db.selectFrom('locations').select('state').where('id', '=', id).executeTakeFirst();
  await db.destroy();
  return row?.state;
};

describe('news of GHL', () => {
  test('an UNINSTALL of a location reaches its row and every open page, and nobody has asked', patience, async () => {
    heard.length = 0;
    await sandbox.uninstall({ companyId: agency.id, locationId: locations.gym.id });
    await expect
      .poll(() => [...heard], soon)
      .toEqual(expect.arrayContaining(['connections.changed', 'accounts.changed']));
    await expect.poll(() => rowOf(locations.gym.id), soon).toBe('uninstalled');
    const { locations: shown, grants, service } = await owner.trpc.connections.check.query();
    expect(service).toEqual({ state: 'up', detail: null });
    expect(grants).toMatchObject([{ health: 'healthy', userType: 'Company' }]);
    expect(shown?.find(({ locationId }) => locationId === locations.gym.id)).toMatchObject({
      state: 'uninstalled',
      health: 'ended',
    });
  });

  test('a pause that a test of the connection meets is told to everybody', patience, async () => {
    const { id: locationId } = locations.dental;
    await sandbox.setLocation({ locationId, state: 'paused' });
    heard.length = 0;
    const { works, message } = await owner.trpc.connections.test.mutate({ locationId });
    expect([works, message]).toEqual([false, expect.stringMatching(/paused/)]);
    await expect.poll(() => [...heard], soon).toContain('accounts.changed');
    await expect.poll(() => rowOf(locationId), soon).toBe('paused');
  });

  test('what happened while every backend was away is taken up at the start', patience, async () => {
    await Promise.all([instance.roles.api.stop(), instance.roles.worker.stop()]);
    await sandbox.uninstall({ companyId: agency.id, locationId: locations.accounting.id });
    instance.roles.worker.start();
    await expect.poll(() => rowOf(locations.accounting.id), soon).toBe('uninstalled');
    instance.roles.api.start();
    await instance.ready();
    expect(await stateOf(locations.accounting.id)).toBe('uninstalled');
  });

  test('the log of refreshes has no page before its first', async () => {
    expect(await owner.trpc.connections.refreshes.query({})).toMatchObject({ nextBefore: null });
    await expect(owner.trpc.connections.refreshes.query({ before: 'nonsense' })).rejects.toMatchObject({
      data: { app: { code: 'BAD_REQUEST' } },
    });
  });
});

interface Linked {
  landing: string;
  cookie: string;
}

/** Opens a link in a browser of its own, as far as the address that GHL's answer leads back to. */
async function follow(link: string, choice: ConsentChoice = {}): Promise<Linked> {
  const start = await steps.follow(link);
  const leave = await steps.follow(start.location?.href ?? '');
  const callback = await consent(leave.location?.href ?? '', choice);
  const back = await steps.follow(callback, leave.cookies);
  return { landing: back.location?.href ?? '', cookie: start.cookies };
}
const land = async ({ landing, cookie }: Linked) => {
  const { location, cookies } = await steps.follow(landing, cookie);
  return { at: `${location?.pathname}${location?.search}`, cookies };
};
const agencyLink = async () => (await owner.trpc.connections.check.query()).connectUrl;
const spent = { at: '/connected?result=failed&code=TICKET_INVALID', cookies: 'gw_connect=' };

describe('a link to connect', () => {
  test('ends on a page that says it worked, signs nobody in, and works once', patience, async () => {
    const linked = await follow(await agencyLink());
    expect(await land(linked)).toEqual({ at: '/connected?result=ok', cookies: 'gw_connect=' });
    expect(await land(linked)).toEqual(spent);
  });

  test('whose person chose another agency says so, and attaches nothing here', patience, async () => {
    const before = await owner.trpc.accounts.list.query();
    const linked = await follow(await agencyLink(), { as: users.otherAgencyAdmin.id });
    expect(await land(linked)).toEqual({
      at: '/connected?result=other-account&code=OTHER_AGENCY',
      cookies: 'gw_connect=',
    });
    const after = await owner.trpc.accounts.list.query();
    expect(after.accounts.map(({ id }) => id)).toEqual(before.accounts.map(({ id }) => id));
    expect((await owner.trpc.connections.check.query()).grants?.map(({ companyId }) => companyId)).not.toContain(
      secondAgency.id,
    );
  });

  test('whose person declines says so', patience, async () => {
    const linked = await follow(await agencyLink(), { decision: 'deny' });
    expect(await land(linked)).toEqual({ at: '/connected?result=denied&code=ACCESS_DENIED', cookies: 'gw_connect=' });
  });

  test('for one location takes that location’s grant, and no other kind', patience, async () => {
    const link = new URL(await agencyLink());
    link.searchParams.set('location', locations.dental.id);
    const own = await follow(link.href, { as: users.dentalOwner.id });
    expect((await land(own)).at).toBe('/connected?result=ok');
    link.searchParams.set('location', locations.gym.id);
    const other = await follow(link.href, { as: users.dentalOwner.id });
    expect((await land(other)).at).toBe('/connected?result=other-account&code=OTHER_LOCATION');
    const whole = await follow(await agencyLink(), { as: users.dentalOwner.id });
    expect((await land(whole)).at).toBe('/connected?result=other-account&code=LOCATION_INSTEAD');
  });

  test('leaves a session as it is', patience, async () => {
    const linked = await follow(await agencyLink());
    const { at, cookies } = await land({ ...linked, cookie: `${linked.cookie}; ${owner.cookie}` });
    expect({ at, cookies }).toEqual({ at: '/connected?result=ok', cookies: 'gw_connect=' });
    expect(await owner.trpc.session.me.query()).toMatchObject({ agency: { companyId: agency.id } });
  });

  test('has a ticket that opens nothing without its cookie, nor a session', patience, async () => {
    const linked = await follow(await agencyLink());
    const refused = '/sign-in?error=TICKET_INVALID';
    expect((await land({ ...linked, cookie: '' })).at).toBe(refused);
    // The nonce itself, in the other cookie.
    const asSignIn = linked.cookie.replace('gw_connect', 'gw_sign_in');
    expect(await land({ ...linked, cookie: asSignIn })).toEqual({ at: refused, cookies: 'gw_sign_in=' });
    expect((await land(linked)).at).toBe('/connected?result=ok');
  });

  test('does not take a ticket that was made to sign in, which stays good for that', patience, async () => {
    const { attempt, landing } = await steps.obtainTicket();
    const [nonce = ''] = attempt.nonceCookie.replace('gw_sign_in=', '').split('.');
    const aim = Buffer.from(JSON.stringify({ companyId: agency.id, locationId: null })).toString('base64url');
    const asConnect = `gw_connect=${nonce}.${aim}.${Date.now()}`;
    expect(await land({ landing, cookie: asConnect })).toEqual(spent);
    // A link opened in between neither ends nor takes over the sign-in of the same browser.
    const link = await steps.follow(await agencyLink());
    const both = await land({ landing, cookie: `${attempt.nonceCookie}; ${link.cookies}` });
    expect(both).toEqual({ at: '/', cookies: expect.stringMatching(/^gw_sign_in=; gw_session=[\w-]{43}$/) });
  });

  test('mends an agency that has uninstalled: its pages see the end and the new beginning', patience, async () => {
    heard.length = 0;
    await sandbox.uninstall({ companyId: agency.id });
    await expect.poll(async () => rowOf(locations.cleanGym.id), soon).toBe('uninstalled');
    const ended = await owner.trpc.connections.check.query();
    expect(ended.grants?.find(({ locationId }) => locationId === null)).toMatchObject({ health: 'ended' });

    const linked = await follow(ended.connectUrl);
    expect((await land(linked)).at).toBe('/connected?result=ok');
    await expect.poll(async () => rowOf(locations.cleanGym.id), soon).toBe('active');
    const mended = await owner.trpc.connections.check.query();
    expect(mended.grants?.find(({ locationId }) => locationId === null)).toMatchObject({ health: 'healthy' });
    await expect.poll(() => heard, soon).toContain('connections.changed');
  });

  test('and the page answer while the OAuth service is away', patience, async () => {
    await instance.roles.oauth.stop();
    const view = await owner.trpc.connections.check.query();
    instance.roles.oauth.start();
    expect(view).toMatchObject({
      service: { state: 'down', detail: expect.stringMatching(/Start it/) },
      grants: null,
      locations: null,
      connectUrl: `${instance.url}/auth/connect?agency=${agency.id}`,
    });
  });
});
