import { fixtures } from '@groundwork/ghl-sandbox';
import { expect, test } from 'vitest';
import { captureAccount } from '../captures/capture-account.ts';
import { openAccounts, threeAccounts } from '../drift/testing/accounts.ts';
import { compareAccounts } from './compare-accounts.ts';

const world = openAccounts();
const [one, two] = threeAccounts;
const { dental } = fixtures.locations;

test('an account beside a copy of it differs in what cannot be copied alone', async () => {
  const captured = await captureAccount(world.ctx, { locationId: dental.id });
  const left = new Set(captured.leftOut.map(({ title }) => title.toLowerCase()));
  await world.applyOne(one.id, captured.source, captured.values);
  const { same, rows } = await compareAccounts(world.ctx, { leftId: dental.id, rightId: one.id });
  expect(Object.values(same).reduce((sum, count) => sum + count, 0)).toBeGreaterThan(10);
  expect(
    rows
      .filter(({ title }) => !left.has(title.toLowerCase()))
      .map(({ kind, title, changes }) => ({ kind, title, changes })),
  ).toEqual([]);
});

test('says what one of two accounts has of its own', async () => {
  await world.applyTo(2);
  await world.edit(two.id, ['customValue', 'Greeting'], { value: 'Hi' });
  await world.remove(two.id, ['tag', 'vip']);
  expect(await compareAccounts(world.ctx, { leftId: one.id, rightId: two.id })).toMatchObject({
    left: { id: one.id, name: one.name },
    right: { id: two.id, name: two.name },
    same: { customValue: 2, product: 1 },
    rows: [
      { kind: 'tag', title: 'vip', in: 'left', rightId: null },
      { kind: 'customValue', in: 'both', changes: [{ path: 'value', before: 'Hello', after: 'Hi' }] },
    ],
  });
});

test('shows nothing of what a secret variable filled, only that it differs', async () => {
  const source = `groundwork: 1
name: Keys
variables: { key: { type: string, secret: true } }
resources: { customValue: { key: { name: The key, value: "\${var.key}" }, fill: { name: Filler, value: "\${var.key}" } } }
`;
  await world.applyOne(one.id, source, { key: 'hush-one' });
  await world.applyOne(two.id, source, { key: 'hush-two' });
  await world.remove(two.id, ['customValue', 'Filler']);
  const { rows } = await compareAccounts(world.ctx, { leftId: one.id, rightId: two.id });
  expect(rows).toMatchObject([
    { title: 'Filler', changes: [{ path: 'name' }, { path: 'value', before: '(secret)', after: null }] },
    { title: 'The key', changes: [{ path: 'value', before: '(secret)', after: '(secret)' }] },
  ]);
  expect(JSON.stringify(rows)).not.toContain('hush');
});

test('reads both to the end, or says nothing', async () => {
  await world.fault('GET', 'tags', { mode: 'drop', count: 20 });
  await expect(compareAccounts(world.ctx, { leftId: two.id, rightId: one.id })).rejects.toMatchObject({
    message: expect.stringContaining('nothing was compared'),
  });
});

test('does not compare an account with itself, nor with one that is closed', async () => {
  await expect(compareAccounts(world.ctx, { leftId: one.id, rightId: one.id })).rejects.toMatchObject({
    code: 'BAD_REQUEST',
  });
  await world.ctx.db.updateTable('locations').set({ state: 'paused' }).where('id', '=', two.id).execute();
  await expect(compareAccounts(world.ctx, { leftId: one.id, rightId: two.id })).rejects.toMatchObject({
    code: 'ACCOUNT_PAUSED',
  });
});
