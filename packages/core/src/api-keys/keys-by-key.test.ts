import { fixtures } from '@groundwork/ghl-sandbox';
import { sql } from 'kysely';
import { afterAll, beforeAll, beforeEach, expect, test } from 'vitest';
import type { Context } from '../context.ts';
import { setRole } from '../members/set-role.ts';
import { createWorld, type World } from '../testing/world.ts';
import { createApiKey, type NewApiKey } from './create-api-key.ts';
import { lesserRole } from './lesser-role.ts';
import { listApiKeys } from './list-api-keys.ts';
import { listAudit } from './list-audit.ts';
import { resolveApiKey } from './resolve-api-key.ts';
import { revokeApiKey } from './revoke-api-key.ts';

let world: World;
let owner: Context;
let operator: Context;

beforeAll(async () => {
  world = await createWorld();
});
afterAll(() => world.close());
beforeEach(async () => {
  await sql`truncate agencies cascade`.execute(world.core.db);
  [owner, operator] = [await world.member(), await world.member('operator')];
});

/** A key, and a call with it. */
async function make(maker: Context, input: Partial<NewApiKey> = {}) {
  const role = lesserRole(maker.actor.role, 'admin');
  const { key, secret } = await createApiKey(maker, { name: crypto.randomUUID(), role, ...input });
  const call = async (): Promise<Context> => {
    const actor = await resolveApiKey(world.core, secret);
    if (!actor) throw new Error('the key has ended');
    return { ...maker, actor };
  };
  return { id: key.id, secret, call };
}
const idsSeenBy = async (ctx: Context) => (await listApiKeys(ctx)).map(({ id }) => id).toSorted();

test('a key lists the keys of its own member and says which it is, though the member may see everybody’s', async () => {
  const [first, second, other] = [await make(owner), await make(owner, { role: 'viewer' }), await make(operator)];
  expect(await idsSeenBy(owner)).toEqual([first.id, second.id, other.id].toSorted());
  expect(await idsSeenBy(await first.call())).toEqual([first.id, second.id].toSorted());
  const listed = await listApiKeys(await second.call());
  expect(listed.filter(({ isCaller }) => isCaller).map(({ id }) => id)).toEqual([second.id]);
  expect((await listApiKeys(owner)).some(({ isCaller }) => isCaller)).toBe(false);
});

test('a key ends those of its own member, itself too, and nobody else’s', async () => {
  const [caller, spare] = [await make(owner), await make(owner)];
  for (const foreign of [await make(operator), await make(await world.stranger())]) {
    await expect(revokeApiKey(await caller.call(), { id: foreign.id })).rejects.toMatchObject({ code: 'NOT_FOUND' });
    expect(await resolveApiKey(world.core, foreign.secret)).not.toBeNull();
  }
  expect(await revokeApiKey(await caller.call(), { id: spare.id })).toMatchObject({ state: 'revoked' });
  expect(await resolveApiKey(world.core, spare.secret)).toBeNull();
  await revokeApiKey(await caller.call(), { id: caller.id });
  expect(await resolveApiKey(world.core, caller.secret)).toBeNull();
  const { entries } = await listAudit(owner, { limit: 2 });
  expect(entries).toMatchObject([
    { action: 'key.revoked', apiKey: { id: caller.id }, memberName: 'Some owner' },
    { action: 'key.revoked', apiKey: { id: spare.id }, memberName: 'Some owner' },
  ]);
});

test('a key for some accounts knows no other key, and ends itself alone', async () => {
  const scoped = await make(owner, { locationIds: [fixtures.locations.gym.id] });
  const beside = await make(owner, { locationIds: [fixtures.locations.gym.id] });
  expect(await idsSeenBy(await scoped.call())).toEqual([scoped.id]);
  await expect(revokeApiKey(await scoped.call(), { id: beside.id })).rejects.toMatchObject({ code: 'NOT_FOUND' });
  expect(await revokeApiKey(await scoped.call(), { id: scoped.id })).toMatchObject({ state: 'revoked' });
});

test('a key ends none that may more than itself, by what both may now', async () => {
  const [reads, works] = [await make(operator, { role: 'viewer' }), await make(operator)];
  await expect(revokeApiKey(await reads.call(), { id: works.id })).rejects.toMatchObject({
    code: 'FORBIDDEN',
    message: expect.stringContaining('it ends none that may more'),
  });
  expect(await resolveApiKey(world.core, works.secret)).not.toBeNull();
  await setRole(owner, { memberId: operator.actor.memberId, role: 'viewer' });
  expect(await revokeApiKey(await reads.call(), { id: works.id })).toMatchObject({ state: 'revoked' });
});
