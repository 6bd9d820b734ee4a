import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { DatabaseSync } from 'node:sqlite';
import { afterAll, expect, it } from 'vitest';
import { fixtures } from '../index.ts';
import { openSandbox } from '../testing/open-sandbox.ts';

const { agency, locations, users } = fixtures;

it('gives a store of an older version what it never had, and leaves alone what somebody changed', async () => {
  const dataDir = mkdtempSync(join(tmpdir(), 'sandbox-seed-'));
  afterAll(() => rmSync(dataDir, { recursive: true }));
  const older = await openSandbox({ dataDir });
  const held = async (kind: string, ownerId: string) =>
    (await older.control.listResources({ kind, ownerId })).map(({ id }) => id);
  const [tag = ''] = await held('tag', locations.gym.id);
  for (const id of await held('tag', locations.dental.id)) await older.control.remove({ kind: 'tag', id });
  await older.control.edit({ kind: 'tag', id: tag, changes: { name: 'renamed' } });
  await older.control.edit({ kind: 'link', ownerId: locations.cleanGym.id, changes: { name: 'mine' } });
  const fresh = await older.control.state();
  await older.close();
  const database = new DatabaseSync(join(dataDir, 'sandbox.sqlite'));
  database.exec(
    `DELETE FROM resource WHERE kind = 'pipeline' OR id IN ('${locations.cleanGym.id}', '${users.gymCoach.id}')`,
  );
  database.close();

  const newer = await openSandbox({ dataDir });
  expect((await newer.control.state()).resources).toEqual(fresh.resources);
  const list = (kind: string, ownerId: string) => newer.control.listResources({ kind, ownerId });
  expect(await list('pipeline', locations.gym.id)).toMatchObject([{ name: 'Membership sales' }]);
  expect(await list('location', agency.id)).toContainEqual(expect.objectContaining({ id: locations.cleanGym.id }));
  expect(await list('tag', locations.dental.id)).toEqual([]);
  expect((await list('tag', locations.gym.id))[0]).toMatchObject({ id: tag, name: 'renamed' });
  expect(await list('link', locations.cleanGym.id)).toMatchObject([{ name: 'mine' }]);
});

it('leaves one account empty, and fills one with 300 custom values', async () => {
  const { control } = await openSandbox();
  const { resources } = await control.state();
  const kinds = Object.keys(resources).filter((kind) => !['company', 'location', 'user'].includes(kind));
  expect(kinds).toHaveLength(10);
  for (const key of ['accounting', 'cleanDental', 'cleanRealEstate', 'cleanGym', 'cleanHomeServices'] as const)
    for (const kind of kinds)
      expect([key, kind, await control.listResources({ kind, ownerId: locations[key].id })]).toEqual([key, kind, []]);
  expect(await control.listResources({ kind: 'customValue', ownerId: locations.lawFirm.id })).toHaveLength(300);
});

it.each(['dental', 'realEstate', 'gym', 'homeServices'] as const)(
  'makes %s messy in every kind, and gives it people',
  async (key) => {
    const { control } = await openSandbox();
    const { id } = locations[key];
    const names = async (kind: string) =>
      (await control.listResources({ kind, ownerId: id })).map(({ name }) => String(name));
    for (const kind of ['customField', 'customValue', 'calendarGroup', 'calendar', 'pipeline', 'product', 'price'])
      expect([kind, await names(kind)]).toEqual([kind, expect.arrayContaining([expect.any(String)])]);
    for (const kind of ['tag', 'link']) {
      const lower = (await names(kind)).map((name) => name.trim().toLowerCase());
      expect(new Set(lower).size).toBeLessThan(lower.length);
    }
    const people = Object.values(users).filter(
      ({ type, locationIds }) => type === 'account' && locationIds.includes(id),
    );
    expect(people.length).toBeGreaterThanOrEqual(2);
  },
);

it.each([
  ['dental', 'Insurance Provider', 'NUMERICAL'],
  ['realEstate', 'Pre-Approval Status', 'TEXT'],
  ['gym', 'Membership Type', 'TEXT'],
  ['homeServices', 'Year of installation', 'TEXT'],
] as const)('gives %s a field that everyone wants with a type that nobody expects: %s', async (key, name, dataType) => {
  const { control } = await openSandbox();
  const fields = await control.listResources({ kind: 'customField', ownerId: locations[key].id });
  expect(fields).toContainEqual(expect.objectContaining({ name, dataType, model: 'contact' }));
});
