import { createTestDatabase } from '@groundwork/db/testing';
import { expect, onTestFinished, test } from 'vitest';
import { connectDatabase } from '../db/connect.ts';
import { migrate } from '../migrate.ts';
import { findState } from './find-state.ts';

test('a location that is known twice is where it is, not where it used to be', async () => {
  const database = await createTestDatabase({ name: 'oauth', migrate });
  const db = connectDatabase(database.url, () => undefined);
  onTestFinished(async () => {
    await db.destroy();
    await database.drop();
  });
  const ref = { companyId: 'company', locationId: 'location' };
  const place = { company_id: ref.companyId, location_id: ref.locationId };
  await db
    .insertInto('moved_locations')
    .values({ ...place, moved_at: new Date(1) })
    .execute();
  expect(await findState({ db }, ref)).toBe('moved');
  await db
    .insertInto('installed_locations')
    .values({ ...place, installed_at: new Date(2) })
    .execute();
  expect(await findState({ db }, ref)).toBe('active');
  expect(await findState({ db }, { ...ref, locationId: 'other' })).toBeUndefined();
});
