import { randomUUID } from 'node:crypto';
import { fixtures } from '@groundwork/ghl-sandbox';
import { afterEach, beforeEach, describe, expect, test, vi } from 'vitest';
import { connectDatabase } from '../db/connect.ts';
import { signIn } from '../testing/browser.ts';
import { callBridge } from '../testing/call-bridge.ts';
import { createWorld } from '../testing/world.ts';
import type { TestWorld } from '../testing/world.ts';

const companyId = fixtures.agency.id;
const { dental, gym } = fixtures.locations;
const patient = { timeout: 60_000, interval: 30 };
let world: TestWorld;

beforeEach(async () => {
  world = await createWorld();
});
afterEach(() => world.close());

const deliveries = () => world.service.db.selectFrom('webhook_deliveries').selectAll().orderBy('id').execute();
const view = () => callBridge(world.service, 'installation', { companyId });
const stateOf = async (locationId: string) =>
  (await view()).locations.find((location) => location.locationId === locationId)?.state;
const minutesAgo = (minutes: number) => new Date(Date.now() - minutes * 60_000).toISOString();
const send = (event: Record<string, unknown>) => world.sandbox.control.sendWebhook({ appId: 'app', ...event });

/** Resolves when everything sent so far has been stored and processed. */
const allProcessed = (count: number) =>
  vi.waitFor(async () => {
    const rows = await deliveries();
    expect(rows).toHaveLength(count);
    expect(rows.every((row) => row.processed_at !== null)).toBe(true);
  }, patient);

describe('a delivery', () => {
  const post = (body: string, signature?: string) =>
    fetch(`${world.service.url}/oauth/webhook`, {
      method: 'POST',
      headers: {
        'content-type': 'application/json',
        ...(signature === undefined ? {} : { 'x-ghl-signature': signature }),
      },
      body,
    });

  test.for([undefined, 'N/A', '', 'nonsense', Buffer.alloc(64).toString('base64')])(
    'signed %s is refused and not stored',
    async (signature) => {
      const answer = await post(JSON.stringify({ type: 'UNINSTALL', companyId }), signature);
      expect(answer.status).toBe(401);
      expect(await deliveries()).toEqual([]);
    },
  );

  test('is stored once, however often it comes', async () => {
    await world.sandbox.control.setKnobs({ webhookCopies: 3 });
    const webhookId = randomUUID();
    await send({ type: 'PLAN_CHANGE', companyId, webhookId });
    await vi.waitFor(async () => {
      expect(await world.service.metrics()).toContain('oauth_webhooks_total{outcome="duplicate"} 2');
    }, patient);
    expect((await deliveries()).map((row) => row.dedupe_key)).toEqual([`id:${webhookId}`]);
  });

  test('that was stored by a service that died is processed by the next one', async () => {
    await signIn(world.service, { locations: [dental.id] });
    await allProcessed(2);
    await world.service.close();
    await world.sandbox.control.uninstall({ companyId, locationId: dental.id });
    const db = connectDatabase(world.databaseUrl, () => undefined);
    const raw = Buffer.from(JSON.stringify({ type: 'UNINSTALL', locationId: dental.id, timestamp: new Date() }));
    await db.insertInto('webhook_deliveries').values({ dedupe_key: 'left-behind', raw, headers: '{}' }).execute();
    await db.destroy();
    const next = await world.addReplica();
    await vi.waitFor(async () => {
      const { locations } = await callBridge(next, 'installation', { companyId });
      expect(locations).toMatchObject([{ locationId: dental.id, state: 'uninstalled' }]);
    }, patient);
  });

  test('that is no event is kept and harms nothing', async () => {
    await send({ type: 'SOMETHING_NEW', companyId });
    await send({ data: { type: 'INSTALL', companyId, locationId: gym.id } });
    await allProcessed(2);
    const rows = await world.service.db.selectFrom('installed_locations').select('location_id').execute();
    expect(rows).toEqual([{ location_id: gym.id }]);
  });
});

describe('INSTALL and the code exchange', () => {
  test.for(['race', 'before', 'after'] as const)('end in the same state when the webhooks come %s', async (order) => {
    await world.sandbox.control.setKnobs({ installWebhooks: order, webhookCopies: 2 });
    await signIn(world.service, { locations: [dental.id, gym.id] });
    await allProcessed(3);
    await vi.waitFor(async () => {
      const { state, locations } = await view();
      expect(state).toBe('active');
      expect(locations.map(({ name, state: own }) => `${name}: ${own}`).toSorted()).toEqual([
        'Bright Harbor Dental: active',
        'Ironwood Strength Club: active',
      ]);
    }, patient);
  });

  test('a location that was installed later appears with its name, though the event names no company', async () => {
    await signIn(world.service, { locations: [dental.id] });
    await allProcessed(2);
    await signIn(world.service, { locations: [dental.id, gym.id] });
    await send({ type: 'INSTALL', installType: 'Location', locationId: gym.id });
    await vi.waitFor(async () => expect((await view()).locations.map(({ name }) => name)).toContain(gym.name), patient);
  });
});

describe('UNINSTALL', () => {
  test('of the agency ends its grant and all its location tokens', async () => {
    await signIn(world.service, { locations: [dental.id] });
    await callBridge(world.service, 'accessToken', { companyId, locationId: dental.id });
    await world.sandbox.control.uninstall({ companyId });
    await vi.waitFor(async () => expect((await view()).state).toBe('uninstalled'), patient);
    expect((await view()).reason).toContain('Uninstalled in GoHighLevel');
    for (const request of [{ companyId }, { companyId, locationId: dental.id }]) {
      await expect(callBridge(world.service, 'accessToken', request)).rejects.toMatchObject({ code: 'NOT_INSTALLED' });
    }
    expect(await world.service.db.selectFrom('location_tokens').selectAll().execute()).toEqual([]);
  });

  test('that is delivered days late does not touch a newer grant', async () => {
    await signIn(world.service, { locations: [dental.id] });
    await allProcessed(2);
    await send({ type: 'UNINSTALL', companyId, timestamp: minutesAgo(3 * 24 * 60) });
    await send({ type: 'UNINSTALL', locationId: dental.id, timestamp: minutesAgo(3 * 24 * 60) });
    await allProcessed(4);
    expect((await view()).state).toBe('active');
    expect(await stateOf(dental.id)).toBe('active');
    await callBridge(world.service, 'accessToken', { companyId, locationId: dental.id });
  });

  test('that is delivered three days late, after a reinstall, ends nothing; it would have ended what it was about', async () => {
    const { db } = world.service;
    await signIn(world.service, { locations: [dental.id] });
    await allProcessed(2);
    const fourDaysAgo = new Date(minutesAgo(4 * 24 * 60));
    await db.updateTable('installations').set({ issued_at: fourDaysAgo }).execute();
    await db.updateTable('installed_locations').set({ installed_at: fourDaysAgo, company_at: fourDaysAgo }).execute();
    await world.sandbox.control.setKnobs({ webhookLoss: 1 });
    await world.sandbox.control.uninstall({ companyId });
    await signIn(world.service, { locations: [dental.id] });
    await world.sandbox.control.setKnobs({ webhookLoss: 0 });

    const late = [{ companyId }, { locationId: dental.id }].map((whose) => ({
      type: 'UNINSTALL',
      ...whose,
      timestamp: minutesAgo(3 * 24 * 60),
    }));
    for (const event of late) await send(event);
    await allProcessed(4);
    expect((await view()).state).toBe('active');
    expect(await stateOf(dental.id)).toBe('active');
    await callBridge(world.service, 'accessToken', { companyId, locationId: dental.id });

    await db.updateTable('installations').set({ issued_at: fourDaysAgo }).execute();
    for (const event of late) await send({ ...event, webhookId: randomUUID() });
    await allProcessed(6);
    expect((await view()).state).toBe('uninstalled');
  });

  test('of one location asks for the list, which has the last word', async () => {
    await signIn(world.service, { locations: [dental.id, gym.id] });
    await allProcessed(3);
    await send({ type: 'UNINSTALL', locationId: dental.id, timestamp: new Date().toISOString() });
    await allProcessed(4);
    // GHL shows it as installed all the same.
    await vi.waitFor(async () => expect(await stateOf(dental.id)).toBe('active'), patient);
    await world.sandbox.control.uninstall({ companyId, locationId: dental.id });
    await allProcessed(5);
    await vi.waitFor(async () => expect(await stateOf(dental.id)).toBe('uninstalled'), patient);
    expect(await stateOf(gym.id)).toBe('active');
  });

  test('that comes before the exchange it follows still ends that grant', async () => {
    await send({ type: 'UNINSTALL', companyId, timestamp: new Date(Date.now() + 60_000).toISOString() });
    await allProcessed(1);
    await signIn(world.service, { locations: [dental.id] });
    expect((await view()).state).toBe('uninstalled');
  });

  test('then a new installation brings everything back', async () => {
    await signIn(world.service, { locations: [dental.id] });
    await world.sandbox.control.uninstall({ companyId });
    await vi.waitFor(async () => expect((await view()).state).toBe('uninstalled'), patient);
    await signIn(world.service, { locations: [dental.id] });
    expect((await view()).state).toBe('active');
    await vi.waitFor(async () => expect(await stateOf(dental.id)).toBe('active'), patient);
    await callBridge(world.service, 'accessToken', { companyId, locationId: dental.id });
  });
});

test('in any order, INSTALL and UNINSTALL of one location end where the newest says', async () => {
  const events = [
    { type: 'INSTALL', companyId, locationId: dental.id, timestamp: minutesAgo(40) },
    { type: 'UNINSTALL', locationId: dental.id, timestamp: minutesAgo(30) },
    { type: 'INSTALL', companyId, locationId: dental.id, timestamp: minutesAgo(20) },
    { type: 'UNINSTALL', companyId, timestamp: minutesAgo(10) },
  ];
  const ends: unknown[] = [];
  let sent = 0;
  for (const order of permutations(events)) {
    await world.service.db.deleteFrom('installed_locations').execute();
    await world.service.db.deleteFrom('installations').execute();
    for (const event of order) {
      await send(event);
      await allProcessed((sent += 1));
    }
    ends.push(
      await world.service.db.selectFrom('installed_locations').select(['state', 'installed_at']).executeTakeFirst(),
    );
  }
  expect(ends).toHaveLength(24);
  expect(new Set(ends.map((end) => JSON.stringify(end)))).toEqual(
    new Set([JSON.stringify({ state: 'uninstalled', installed_at: events[2]?.timestamp })]),
  );
});

function permutations<T>(items: T[]): T[][] {
  if (items.length <= 1) return [items];
  return items.flatMap((item, index) => permutations(items.toSpliced(index, 1)).map((rest) => [item, ...rest]));
}
