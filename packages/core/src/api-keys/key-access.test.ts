import { sql } from 'kysely';
import { afterAll, afterEach, beforeAll, beforeEach, expect, test, vi } from 'vitest';
import type { Context } from '../context.ts';
import { type EventBus, startEventBus } from '../events/event-bus.ts';
import { removeMember } from '../members/remove-member.ts';
import { setRole } from '../members/set-role.ts';
import { followAccess } from '../sessions/access.ts';
import { createWorld, type World } from '../testing/world.ts';
import { createApiKey } from './create-api-key.ts';
import { resolveApiKey } from './resolve-api-key.ts';
import { revokeApiKey } from './revoke-api-key.ts';

let world: World;
let bus: EventBus;
let owner: Context;
let operator: Context;

beforeAll(async () => {
  world = await createWorld();
  bus = await startEventBus(world.databaseUrl, world.core.db, world.core.log);
});
afterAll(async () => {
  await bus.stop();
  await world.close();
});
beforeEach(async () => {
  await sql`truncate agencies cascade`.execute(world.core.db);
  [owner, operator] = [await world.member(), await world.member('operator')];
});

afterEach(() => vi.useRealTimers());

/** A stream in the name of a key of the operator's. */
async function open(now = world.core.now) {
  const { key, secret } = await createApiKey(operator, { name: 'CI', role: 'operator', expiresInDays: 1 });
  const actor = await resolveApiKey(world.core, secret);
  if (!actor) throw new Error('the key is not known');
  return { key, access: followAccess({ ...world.core, bus, now }, { session: null, apiKey: secret }, actor) };
}

const endings: [string, (key: { id: string }) => Promise<unknown>][] = [
  ['it is revoked', (key) => revokeApiKey(owner, { id: key.id })],
  ['its member is removed', () => removeMember(owner, { memberId: operator.actor.memberId })],
  ['its member’s role is lowered', () => setRole(owner, { memberId: operator.actor.memberId, role: 'viewer' })],
];

test.each(endings)('a stream of a key ends when %s, and not before', async (_, end) => {
  const { key, access } = await open();
  const { key: other } = await createApiKey(operator, { name: 'other', role: 'viewer' });
  await revokeApiKey(operator, { id: other.id });
  expect(await access.isHeld()).toBe(true);
  expect(access.ended.aborted).toBe(false);
  const ended = new Promise((resolve) => access.ended.addEventListener('abort', resolve));
  await end(key);
  await ended;
  expect(await access.isHeld()).toBe(false);
  access.stop();
});

test('it is not held any longer than the key, and its stream ends at the next look', async () => {
  vi.useFakeTimers({ toFake: ['setInterval', 'clearInterval'] });
  let hours = 0;
  const { access } = await open(() => new Date(Date.now() + hours * 3_600_000));
  expect(await access.isHeld()).toBe(true);
  hours = 25;
  expect(await access.isHeld()).toBe(false);
  expect(access.ended.aborted).toBe(false);
  const ended = new Promise((resolve) => access.ended.addEventListener('abort', resolve));
  vi.advanceTimersByTime(15_000);
  await ended;
  access.stop();
});
