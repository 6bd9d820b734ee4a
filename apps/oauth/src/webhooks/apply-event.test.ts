import { createTestDatabase } from '@groundwork/db/testing';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { connectDatabase } from '../db/connect.ts';
import type { Database } from '../db/connect.ts';
import { migrate } from '../migrate.ts';
import { applyEvent } from './apply-event.ts';

let db: Database;
let close: () => Promise<void>;
beforeAll(async () => {
  const database = await createTestDatabase({ name: 'oauth', migrate });
  db = connectDatabase(database.url, () => undefined);
  close = async () => {
    await db.destroy();
    await database.drop();
  };
});
afterAll(() => close());

/** `INSTALL of A @2` in GHL's shape. */
type Event = [type: 'INSTALL' | 'UNINSTALL', whose: { companyId?: string; locationId?: string }, minute: number];
const location = { locationId: 'location' };
const [a, b] = [{ companyId: 'a' }, { companyId: 'b' }];

async function apply(events: Event[]): Promise<string> {
  await db.deleteFrom('installed_locations').execute();
  await db.deleteFrom('moved_locations').execute();
  await db.deleteFrom('installations').execute();
  for (const [type, { companyId = null, locationId = null }, minute] of events) {
    const event = { type, companyId, locationId, webhookId: null, at: new Date(minute * 60_000) };
    await db.transaction().execute((trx) => applyEvent(trx, event, new Date()));
  }
  const rows = await db.selectFrom('installed_locations').select(['company_id', 'state']).execute();
  const moved = await db.selectFrom('moved_locations').select('company_id').orderBy('company_id').execute();
  return [
    ...rows.map(({ company_id: companyId, state }) => `${companyId ?? 'nobody'}: ${state}`),
    ...moved.map(({ company_id: companyId }) => `${companyId}: moved`),
  ].join(', ');
}

describe('in any order, what two agencies say of one location ends in the same state', () => {
  test.for<[end: string, events: Event[]]>([
    [
      'b: active, a: moved',
      [
        ['INSTALL', { ...a, ...location }, 1],
        ['INSTALL', { ...b, ...location }, 2],
      ],
    ],
    [
      'a: active, b: moved',
      [
        ['INSTALL', { ...a, ...location }, 1],
        ['INSTALL', { ...b, ...location }, 2],
        ['INSTALL', { ...a, ...location }, 3],
        ['UNINSTALL', b, 4],
      ],
    ],
    [
      'b: uninstalled, a: moved',
      [
        ['INSTALL', { ...a, ...location }, 1],
        ['INSTALL', { ...b, ...location }, 2],
        ['UNINSTALL', location, 3],
        ['UNINSTALL', a, 4],
      ],
    ],
    [
      'b: active, a: moved',
      [
        ['INSTALL', { ...a, ...location }, 1],
        ['UNINSTALL', location, 2],
        ['INSTALL', { ...b, ...location }, 3],
        ['UNINSTALL', a, 4],
        ['INSTALL', location, 5],
      ],
    ],
    [
      'b: uninstalled, a: moved',
      [
        ['INSTALL', { ...a, ...location }, 1],
        ['UNINSTALL', a, 2],
        ['INSTALL', { ...b, ...location }, 3],
        ['UNINSTALL', b, 4],
      ],
    ],
    [
      'a: uninstalled',
      [
        ['INSTALL', { ...a, ...location }, 1],
        ['UNINSTALL', a, 2],
        ['INSTALL', location, 3],
        ['UNINSTALL', location, 4],
      ],
    ],
  ])('%s', { timeout: 120_000 }, async ([end, events]) => {
    /** By what it ends in, an order that leads there. */
    const ends = new Map<string, Event[]>();
    for (const order of permutations(events)) ends.set(await apply(order), order);
    expect([...ends.keys()]).toEqual([end]);
  });
});

function permutations<T>(items: T[]): T[][] {
  if (items.length <= 1) return [items];
  return items.flatMap((item, index) => permutations(items.toSpliced(index, 1)).map((rest) => [item, ...rest]));
}
