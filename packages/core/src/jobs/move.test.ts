import type { JsonObject } from '@groundwork/shared';
import { expect, test } from 'vitest';
import { account, openClinic } from '../testing/clinic.ts';

const clinic = openClinic();
const value = (address: string, text: string, name = 'Greeting') =>
  `groundwork: 1\nname: Clinic\nresources:\n  customValue:\n    ${address}: { name: ${name}, value: ${text} }\n`;
const nothing = 'groundwork: 1\nname: Clinic\nresources:\n  tag: {}\n';
const rows = () =>
  clinic.world.core.db.selectFrom('resource_states').select(['address', 'ghl_id', 'origin', 'last_applied']).execute();
const edit = async (attributes: JsonObject) => {
  const [live] = await clinic.list('customValue');
  if (live) await clinic.world.core.ghl.update('customValue', account, live, attributes);
};

test('a resource whose address was renamed is recorded under the new one, forgotten under the old, and not written', async () => {
  await clinic.apply(value('greeting', 'hello'));
  const [before] = await rows();
  const plan = await clinic.plan(value('welcome', 'hello'));
  expect(plan.items).toMatchObject([{ action: 'adopt', movedFrom: 'customValue.greeting', changes: [] }]);
  const job = await clinic.start(value('welcome', 'hello'));
  const unused = () => Promise.reject(new Error('nothing is to be written'));
  expect(await clinic.run(job, { create: unused, update: unused, remove: unused })).toMatchObject({ state: 'SUCCESS' });
  expect(await rows()).toEqual([{ ...before, address: 'customValue.welcome' }]);
  expect((await clinic.plan(value('welcome', 'hello'))).summary).toMatchObject({ 'no-op': 1, adopt: 0, delete: 0 });
});

test('a moved resource keeps the client’s edits, takes the blueprint’s, and goes when it is dropped', async () => {
  await clinic.apply(value('greeting', 'hello'));
  await edit({ name: 'Salute', value: 'hello' });
  const moved = await clinic.apply(value('welcome', 'good day'));
  expect(moved).toMatchObject({ state: 'SUCCESS', steps: [{ action: 'update' }] });
  expect((await clinic.list('customValue')).map((live) => live.attributes)).toMatchObject([
    { name: 'Salute', value: 'good day' },
  ]);
  expect(await rows()).toMatchObject([{ address: 'customValue.welcome', origin: 'created' }]);
  expect(await clinic.apply(nothing)).toMatchObject({ state: 'SUCCESS', steps: [{ action: 'delete' }] });
  expect([await clinic.list('customValue'), await rows()]).toEqual([[], []]);
});

test('a move of what was there before Groundwork does not make it Groundwork’s', async () => {
  await clinic.world.core.ghl.create('customValue', account, { name: 'Greeting', value: 'theirs' });
  await clinic.apply(value('greeting', 'hello'));
  await clinic.apply(value('welcome', 'hello'));
  expect(await rows()).toMatchObject([{ address: 'customValue.welcome', origin: 'adopted' }]);
  expect((await clinic.plan(nothing)).summary).toMatchObject({ delete: 0, 'no-op': 1 });
});

test('a worker that dies in the middle of a move leaves one address, and the next run comes to the same end', async () => {
  await clinic.apply(value('greeting', 'hello'));
  const job = await clinic.start(value('welcome', 'good day'));
  const { ghl } = clinic.world.core;
  const crash = new AbortController();
  const update: typeof ghl.update = async (...args) => {
    await ghl.update(...args);
    crash.abort(new Error('killed'));
    throw new Error('killed');
  };
  await expect(clinic.run(job, { update }, crash.signal)).rejects.toThrow('killed');
  expect(await rows()).toMatchObject([{ address: 'customValue.greeting' }]);
  expect(await clinic.run(job)).toMatchObject({ state: 'SUCCESS' });
  expect(await rows()).toMatchObject([{ address: 'customValue.welcome', origin: 'created' }]);
});

test('a replaced field that was moved as well leaves no trace of its old address', async () => {
  const field = (address: string, type: string) =>
    `groundwork: 1\nname: Clinic\nresources:\n  customField:\n    ${address}: { name: Insurer, dataType: ${type} }\n`;
  await clinic.apply(field('insurer', 'TEXT'));
  const job = await clinic.apply(field('payer', 'DATE'));
  expect(job).toMatchObject({ state: 'SUCCESS', steps: [{ action: 'replace' }] });
  const [live] = await clinic.list('customField');
  expect(await rows()).toMatchObject([{ address: 'customField.payer', origin: 'created', ghl_id: live?.id }]);
});
