import { fixtures } from '@groundwork/ghl-sandbox';
import { sql } from 'kysely';
import { afterEach, beforeEach, expect, test, vi } from 'vitest';
import { signIn } from '../testing/browser.ts';
import { callBridge } from '../testing/call-bridge.ts';
import { demandNewToken } from '../testing/demand-new-token.ts';
import { hearEvents } from '../testing/hear-events.ts';
import type { Hearing } from '../testing/hear-events.ts';
import { createWorld } from '../testing/world.ts';
import type { TestWorld } from '../testing/world.ts';

const companyId = fixtures.agency.id;
const { dental, gym } = fixtures.locations;
const patient = { timeout: 60_000, interval: 30 };
let world: TestWorld;
let hearings: Hearing[] = [];

/** Nothing happens but what a test does: no timer reads lists, no webhook comes late. */
beforeEach(async () => {
  world = await createWorld({ knobs: { webhookLoss: 1 }, env: { BRIDGE_AGENCIES: 'other=its-own' } });
  await signIn(world.service);
  await reconcile();
});
afterEach(async () => {
  for (const hearing of hearings) hearing.stop();
  hearings = [];
  await world.close();
});

const reconcile = () => callBridge(world.service, 'reconcile', { companyId });
const hear = async (backend: 'main' | 'other' = 'main') => {
  const hearing = await hearEvents(world.service, { backend });
  hearings.push(hearing);
  return hearing;
};
const kindsOf = (hearing: Hearing) => hearing.events().map(({ kind }) => kind);

/** What was said up to now has arrived when this has. */
async function untilQuiet(hearing: Hearing): Promise<void> {
  const marker = `marker-${Math.random().toString(36).slice(2)}`;
  await world.service.db
    .insertInto('installations')
    .values({ id: marker, company_id: marker, user_type: 'Company', issued_at: new Date() })
    .execute();
  await vi.waitFor(() => expect(hearing.events().at(-1)?.companyId).toBe(marker), patient);
}
async function newsOf(work: () => Promise<unknown>): Promise<string[]> {
  const hearing = await hear();
  await work();
  await untilQuiet(hearing);
  return kindsOf(hearing).slice(0, -1);
}

test('a read of the list that changes nothing is no news', async () => {
  expect(await newsOf(reconcile)).toEqual([]);
});

test('three hundred sub-accounts in one list are one piece of news', async () => {
  for (let number = 0; number < 300; number++)
    await world.sandbox.control.createLocation({ companyId, name: `Place ${number}` });
  await signIn(world.service);
  const known = async () => (await callBridge(world.service, 'installation', { companyId })).locations.length;
  expect(await known()).toBeGreaterThanOrEqual(300);
  await world.service.db.deleteFrom('installed_locations').execute();
  const news = await newsOf(reconcile);
  expect(await known()).toBeGreaterThanOrEqual(300);
  expect(news).toEqual(['connection-changed']);
});

test('sub-accounts that move to another agency together are one piece of news for each of the two', async () => {
  const move = () => world.service.db.updateTable('installed_locations').set({ company_id: 'other-agency' }).execute();
  const hearing = await hear();
  expect((await move())[0]?.numUpdatedRows).toBeGreaterThan(2n);
  await untilQuiet(hearing);
  const companies = hearing.events().map((event) => event.companyId);
  expect(companies.slice(0, -1).toSorted()).toEqual([companyId, 'other-agency'].toSorted());
});

test('a sub-account that left the list, and one that was renamed, are news', async () => {
  const change = { kind: 'location', id: gym.id, changes: { name: 'Another name' } };
  await world.sandbox.control.edit(change);
  expect(await newsOf(reconcile)).toEqual(['connection-changed']);
  await world.sandbox.control.uninstall({ companyId, locationId: dental.id });
  expect(await newsOf(reconcile)).toEqual(['connection-changed']);
});

test('a refresh is news when it begins and when it ends, and the new token is', async () => {
  const { db } = world.service;
  const token = await callBridge(world.service, 'accessToken', { companyId });
  const outcomes = async () =>
    (await callBridge(world.service, 'refreshes', { companyId })).refreshes.map(({ outcome }) => outcome);
  const hearing = await hear();
  const refresh = await db.transaction().execute(async (trx) => {
    // As long as this stands the new pair cannot be written.
    await sql`lock table installations in share mode`.execute(trx);
    const done = demandNewToken(world.service, token).catch((error: unknown) => error);
    await vi.waitFor(() => expect(kindsOf(hearing)).toEqual(['connection-changed']), patient);
    expect(await outcomes()).toEqual(['under-way']);
    return { done };
  });
  await vi.waitFor(() => expect(kindsOf(hearing)).toContain('refreshed'), patient);
  await refresh.done;
  await untilQuiet(hearing);
  const news = hearing.events().slice(0, -1);
  const kinds = news.map(({ kind }) => kind).toSorted();
  expect(kinds).toEqual(['connection-changed', 'connection-changed', 'refreshed']);
  for (const event of news) expect(event).toMatchObject({ companyId, locationId: null });
  expect(await outcomes()).toEqual(['refreshed']);
});

test('a refresh that fails is news: the page says why', async () => {
  const body = '{"error":"odd"}';
  await world.sandbox.control.addFault({ path: '/oauth/token', mode: 'status', status: 400, body, count: 1_000 });
  const hearing = await hear();
  await world.service.db
    .updateTable('installations')
    .set({ refresh_after: new Date(0) })
    .execute();
  const grant = async () => (await callBridge(world.service, 'connections', { companyId })).grants[0];
  await vi.waitFor(async () => expect((await grant())?.failures).toBeGreaterThan(0), patient);
  expect(await grant()).toMatchObject({ state: 'active', lastError: expect.stringContaining('odd') });
  await vi.waitFor(() => expect(kindsOf(hearing).length).toBeGreaterThanOrEqual(2), patient);
  expect(new Set(kindsOf(hearing))).toEqual(new Set(['connection-changed']));
});

test.for([
  ['paused', { paused_at: new Date() }],
  ['uninstalled', { uninstalled_at: new Date(Date.now() + 86_400_000) }],
  ['deleted', { deleted_at: new Date(Date.now() + 86_400_000) }],
] as const)('a sub-account that is %s is news; the same once more is none', async ([, change]) => {
  const apply = () =>
    world.service.db.updateTable('installed_locations').set(change).where('location_id', '=', dental.id).execute();
  expect(await newsOf(apply)).toEqual(['connection-changed']);
  expect(await newsOf(apply)).toEqual([]);
});

test('a token that is read, a test and a look at the connections are no news', async () => {
  await callBridge(world.service, 'accessToken', { companyId, locationId: dental.id });
  const news = await newsOf(async () => {
    await callBridge(world.service, 'accessToken', { companyId, locationId: dental.id });
    await callBridge(world.service, 'connections', { companyId });
    await callBridge(world.service, 'testConnection', { companyId });
  });
  expect(news).toEqual([]);
});

test('a backend of other agencies hears nothing of it', async () => {
  const [ours, theirs] = [await hear(), await hear('other')];
  const pause = { paused_at: new Date() };
  await world.service.db.updateTable('installed_locations').set(pause).where('location_id', '=', gym.id).execute();
  await vi.waitFor(() => expect(kindsOf(ours)).toEqual(['connection-changed']), patient);
  await vi.waitFor(() => expect(theirs.lines.at(-1)).toMatchObject({ type: 'heartbeat' }), patient);
  expect(theirs.events()).toEqual([]);
});
