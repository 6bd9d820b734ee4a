import { createTestDatabase } from '@groundwork/db/testing';
import { sql } from 'kysely';
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

describe('an INSTALL that names no company', () => {
  const minutesAgo = (minutes: number) => new Date(Date.now() - minutes * 60_000);
  const inAnHour = minutesAgo(-60);
  const addAgency = (number: number, more: { future?: boolean | null; listed?: Date } = {}) =>
    db
      .insertInto('installations')
      .values({
        id: `agency ${number}`,
        company_id: `agency ${number}`,
        user_type: 'Company',
        issued_at: new Date(),
        installs_to_future_locations: more.future ?? null,
        reconciled_at: more.listed ?? minutesAgo(30),
        reconcile_after: inAnHour,
      })
      .execute();
  const install = async () => {
    const event = { type: 'INSTALL', companyId: null, locationId: 'new', webhookId: null, at: new Date() };
    await db.transaction().execute((trx) => applyEvent(trx, event, new Date()));
    const rows = await db
      .selectFrom('installations')
      .select(['company_id', 'reconcile_after'])
      .where('reconcile_after', '<', inAnHour)
      .orderBy('company_id')
      .execute();
    return rows.map((row) => [row.company_id, row.reconcile_after?.getTime() ?? 0] as const);
  };
  const isNow = (time: number) => Math.abs(time - Date.now()) < 60_000;

  test('asks at once for the lists of all agencies that may be meant', async () => {
    await apply([]);
    for (const [number, future] of [true, false, null].entries()) await addAgency(number, { future });
    const asked = await install();
    expect(asked.map(([companyId]) => companyId)).toEqual(['agency 0', 'agency 2']);
    expect(asked.every(([, time]) => isNow(time))).toBe(true);
  });

  test('and is one of many asks nobody more often than ten lists a second allow', async () => {
    await apply([]);
    // Eleven hundred agencies: a hundred seconds for all of their lists.
    const listed = [minutesAgo(30), minutesAgo(1), new Date()];
    for (const [number, time] of listed.entries()) await addAgency(number, { listed: time });
    await db
      .insertInto('installations')
      .columns(['id', 'company_id', 'user_type', 'issued_at', 'reconciled_at', 'reconcile_after'])
      .expression((eb) =>
        eb
          .selectFrom(sql<{ n: string }>`generate_series(3, 1099)`.as<'series'>(sql`series(n)`))
          .select([
            sql<string>`'agency ' || n`.as('id'),
            sql<string>`'agency ' || n`.as('company_id'),
            sql<'Company'>`'Company'`.as('user_type'),
            sql<Date>`now()`.as('issued_at'),
            sql<Date>`now()`.as('reconciled_at'),
            sql<Date>`now() + interval '1 second'`.as('reconcile_after'),
          ]),
      )
      .execute();
    const asked = new Map(await install());
    const waitsMs = listed.map((time, number) => (asked.get(`agency ${number}`) ?? 0) - time.getTime());
    expect(isNow(asked.get('agency 0') ?? 0)).toBe(true);
    expect(waitsMs.slice(1)).toEqual([100_000, 100_000]);
    // What was to be read sooner anyway is not put off.
    const again = new Map(await install());
    expect(again.get('agency 500')).toBe(asked.get('agency 500'));
    expect(again.get('agency 2')).toBe(asked.get('agency 2'));
  });
});
