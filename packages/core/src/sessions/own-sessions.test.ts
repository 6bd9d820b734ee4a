import { sql } from 'kysely';
import { afterAll, beforeAll, beforeEach, expect, test } from 'vitest';
import type { Context } from '../context.ts';
import { type EventBus, startEventBus } from '../events/event-bus.ts';
import { removeMember } from '../members/remove-member.ts';
import { setRole } from '../members/set-role.ts';
import { createWorld, type World } from '../testing/world.ts';
import { followAccess } from './access.ts';
import { endSession } from './end-session.ts';
import { listSessions } from './list-sessions.ts';
import { openSession } from './open-session.ts';
import { resolveSession } from './resolve-session.ts';
import { revokeOtherSessions } from './revoke-other-sessions.ts';
import { revokeSession } from './revoke-session.ts';

let world: World;
let bus: EventBus;
let owner: Context;
let viewer: Context;

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
  owner = await world.member('owner');
  viewer = await world.member('viewer');
});

/** A new session of the member, and the member as that session asks. */
async function enter(ctx: Context, userAgent: string | null = null): Promise<{ session: string; ctx: Context }> {
  const { memberId } = ctx.actor;
  const { session } = await world.core.db
    .transaction()
    .execute((tx) => openSession(tx, world.core, { memberId, userAgent, signedInBy: 'ghl', previousSession: null }));
  const actor = await resolveSession(world.core, session);
  if (!actor) throw new Error('the session does not hold');
  return { session, ctx: { ...ctx, actor } };
}

test('the list marks the session that asks, first, and leaves out those that have ended', async () => {
  await enter(viewer, 'Phone');
  const here = await enter(viewer, 'Laptop');
  await enter(owner, 'Somebody else');
  await sql`update sessions set last_seen_at = now() - interval '13 hours' where id = ${(await enter(viewer)).ctx.actor.sessionId}`.execute(
    world.core.db,
  );
  expect(await listSessions(here.ctx)).toMatchObject([
    { id: here.ctx.actor.sessionId, userAgent: 'Laptop', isCurrent: true, signedInBy: 'ghl' },
    { userAgent: 'Phone', isCurrent: false },
  ]);
});

test('one session is ended from another, and only an own one', async () => {
  const [here, phone, others] = [await enter(viewer), await enter(viewer), await enter(owner)];
  const theirs = revokeSession(here.ctx, { sessionId: others.ctx.actor.sessionId });
  await expect(theirs).rejects.toMatchObject({ code: 'NOT_FOUND', message: expect.stringMatching(/no such session/) });
  await revokeSession(here.ctx, { sessionId: phone.ctx.actor.sessionId });
  expect(await resolveSession(world.core, phone.session)).toBeNull();
  expect(await resolveSession(world.core, others.session)).not.toBeNull();
  expect(await resolveSession(world.core, here.session)).not.toBeNull();
});

test('all others are ended at once, and this one stays', async () => {
  const [here, ...there] = [await enter(viewer), await enter(viewer), await enter(viewer)];
  const others = await enter(owner);
  expect(await revokeOtherSessions(here.ctx)).toEqual({ revoked: 2 });
  for (const { session } of there) expect(await resolveSession(world.core, session)).toBeNull();
  for (const { session } of [here, others]) expect(await resolveSession(world.core, session)).not.toBeNull();
});

const endings: [string, end: (entered: { session: string; ctx: Context }) => Promise<unknown>][] = [
  ['the member is removed', ({ ctx }) => removeMember(owner, { memberId: ctx.actor.memberId })],
  ['the role changes', ({ ctx }) => setRole(owner, { memberId: ctx.actor.memberId, role: 'operator' })],
  ['the member signs out', ({ session }) => endSession(world.core, session)],
  ['the session is revoked', ({ ctx }) => revokeSession(ctx, { sessionId: ctx.actor.sessionId })],
  ['another session ends all others', async () => revokeOtherSessions((await enter(viewer)).ctx)],
];

test.each(endings)('an open stream ends when %s, and not before', async (_, end) => {
  const entered = await enter(viewer);
  const access = followAccess({ ...world.core, bus }, { session: entered.session, apiKey: null }, entered.ctx.actor);
  const other = await enter(viewer);
  await endSession(world.core, other.session);
  expect(await access.isHeld()).toBe(true);
  expect(access.ended.aborted).toBe(false);

  const ended = new Promise((resolve) => access.ended.addEventListener('abort', resolve));
  await end(entered);
  await ended;
  expect(await access.isHeld()).toBe(false);
  access.stop();
});
