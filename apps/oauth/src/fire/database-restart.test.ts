import { afterEach, beforeEach, expect, test, vi } from 'vitest';
import { createFireWorld, fireTimeout } from '../testing/fire-world.ts';
import type { FireWorld } from '../testing/fire-world.ts';
import { holdDatabase } from '../testing/hold-database.ts';
import { createOwnPostgres } from '../testing/own-postgres.ts';
import type { OwnPostgres } from '../testing/own-postgres.ts';
import type { ServiceProcess } from '../testing/start-process.ts';

vi.setConfig({ testTimeout: 120_000 });

let postgres: OwnPostgres;
let fire: FireWorld;
let holder: ServiceProcess;

beforeEach(async () => {
  postgres = await createOwnPostgres();
  fire = await createFireWorld({ databaseUrl: postgres.url });
  holder = await fire.start();
});
afterEach(async () => {
  await fire.close();
  await postgres.remove();
});

test('PostgreSQL goes down before GHL answers, for longer than a lease: the pair is kept, and nobody else calls', async () => {
  const call = fire.ghl.hold('after GHL acted');
  await fire.makeDue();
  await call.reached;
  const other = await fire.start();
  // As if it had been away for eight seconds: the first to look would take over.
  await fire.letLeaseRunOut();
  await postgres.stop();
  call.release();
  await vi.waitFor(() => expect(holder.logs()).toContain('could not be stored yet'), fireTimeout);

  await postgres.start();
  await vi.waitFor(
    async () => expect(await fire.row()).toMatchObject({ pair_number: 2, state: 'active' }),
    fireTimeout,
  );
  expect(await fire.callsAtGhl()).toBe(1);
  await fire.proveGrant(holder);
  await fire.read(other);
});

test('PostgreSQL goes down between the journal and the installation: the pair is taken from the journal', async () => {
  const call = fire.ghl.hold('after GHL acted');
  await fire.makeDue();
  await call.reached;
  const hold = await holdDatabase(postgres.url, 'select from installations for no key update');
  await hold.held;
  call.release();
  await hold.untilWaitedFor(/^update "installations".*"pair_number"/s);
  await postgres.stop();
  await postgres.start();

  await vi.waitFor(
    async () => expect(await fire.row()).toMatchObject({ pair_number: 2, state: 'active' }),
    fireTimeout,
  );
  expect(await fire.callsAtGhl()).toBe(1);
  await fire.proveGrant(holder);
});
