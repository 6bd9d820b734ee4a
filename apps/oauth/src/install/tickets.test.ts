import { afterAll, beforeAll, expect, test } from 'vitest';
import { signIn } from '../testing/browser.ts';
import { callBridge } from '../testing/call-bridge.ts';
import { createWorld } from '../testing/world.ts';
import type { TestWorld } from '../testing/world.ts';

let world: TestWorld;
beforeAll(async () => {
  world = await createWorld();
});
afterAll(() => world.close());

const invalid = { code: 'TICKET_INVALID', status: 410 };

test('a ticket works once', async () => {
  const { ticket, nonceHash } = await signIn(world.service);
  await callBridge(world.service, 'redeemTicket', { ticket, nonceHash });
  await expect(callBridge(world.service, 'redeemTicket', { ticket, nonceHash })).rejects.toMatchObject(invalid);
});

test('of two that redeem at once, one succeeds', async () => {
  const { ticket, nonceHash } = await signIn(world.service);
  const both = await Promise.allSettled(
    [1, 2].map(() => callBridge(world.service, 'redeemTicket', { ticket, nonceHash })),
  );
  expect(both.map(({ status }) => status).toSorted()).toEqual(['fulfilled', 'rejected']);
});

test('another backend, or a browser without the nonce, is refused and does not spend it', async () => {
  const { ticket, nonceHash } = await signIn(world.service);
  const request = { ticket, nonceHash };
  await expect(callBridge(world.service, 'redeemTicket', request, { backend: 'other' })).rejects.toMatchObject(invalid);
  const wrongNonce = { ticket, nonceHash: 'b'.repeat(64) };
  await expect(callBridge(world.service, 'redeemTicket', wrongNonce)).rejects.toMatchObject(invalid);
  expect(await callBridge(world.service, 'redeemTicket', request)).toMatchObject({ userType: 'Company' });
});

test('a ticket goes only to the return address of the backend that asked', async () => {
  const { back } = await signIn(world.service, {}, { backend: 'other' });
  expect(back.location?.host).toBe('other.test');
});

test('a ticket that has expired is refused', async () => {
  const { ticket, nonceHash } = await signIn(world.service);
  await world.service.db
    .updateTable('tickets')
    .set({ expires_at: new Date(0) })
    .execute();
  await expect(callBridge(world.service, 'redeemTicket', { ticket, nonceHash })).rejects.toMatchObject(invalid);
});

test('neither tickets, states nor cookies are stored in the clear', async () => {
  const { ticket, authorizeUrl } = await signIn(world.service);
  const state = authorizeUrl.searchParams.get('state') ?? 'none';
  const tickets = JSON.stringify(await world.service.db.selectFrom('tickets').selectAll().execute());
  const attempts = JSON.stringify(await world.service.db.selectFrom('install_attempts').selectAll().execute());
  expect(tickets).not.toContain(ticket);
  expect(attempts).not.toContain(state);
});
