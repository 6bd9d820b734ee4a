import { expect, onTestFinished, test, vi } from 'vitest';
import { createFireWorld, fireTimeout } from '../testing/fire-world.ts';
import type { FireWorld } from '../testing/fire-world.ts';
import { holdDatabase } from '../testing/hold-database.ts';

interface Point {
  where: string;
  /** Brings the replica to the point and holds it there. What it returns undoes the hold once the replica is dead. */
  reach(fire: FireWorld): Promise<() => Promise<void>>;
  /** What the journal says when the replica is dead. */
  left: string[];
  /** Calls at GHL until the grant is whole again: the dead replica's, and those of the next. */
  calls: number;
  ends: string[];
}

const lockJournal = 'lock table refresh_journal in exclusive mode';
/** The readers of a row are let through, and so is what refers to it. */
const lockInstallation = 'select from installations for no key update';
const lockLease = 'select from leases for update';
const savesPair = /^update "installations".*"pair_number"/s;

const points: Point[] = [
  {
    where: 'before the intent',
    async reach(fire) {
      const hold = await holdDatabase(fire.databaseUrl, lockJournal);
      await hold.held;
      await fire.makeDue();
      await hold.untilWaitedFor(/^update "refresh_journal"/);
      return () => hold.release();
    },
    left: [],
    calls: 1,
    ends: ['done'],
  },
  {
    where: 'after the intent, before the call',
    async reach(fire) {
      // The journal's news is numbered at the commit: whoever holds the number holds the commit.
      const hold = await holdDatabase(fire.databaseUrl, 'select from bridge_feed for update');
      await hold.held;
      await fire.makeDue();
      await hold.untilWaitedFor(/^commit$/);
      return () => hold.release();
    },
    left: ['intent'],
    calls: 1,
    ends: ['superseded', 'done'],
  },
  {
    where: 'during the call, before GHL acts',
    reach: (fire) => holdCall(fire, 'before GHL acts'),
    left: ['intent'],
    calls: 1,
    ends: ['superseded', 'done'],
  },
  {
    where: 'after GHL acted, before its answer',
    reach: (fire) => holdCall(fire, 'after GHL acted'),
    left: ['intent'],
    calls: 2,
    ends: ['superseded', 'done'],
  },
  {
    where: 'after the answer, before the journal',
    async reach(fire) {
      const hold = await answerInto(fire, lockJournal);
      await hold.untilWaitedFor(/^insert into "refresh_journal"/);
      return async () => {
        await hold.endWaiting();
        await hold.release();
      };
    },
    left: ['intent'],
    calls: 2,
    ends: ['superseded', 'done'],
  },
  {
    where: 'after the journal, before the installation',
    async reach(fire) {
      const hold = await answerInto(fire, lockInstallation);
      await hold.untilWaitedFor(savesPair);
      return () => hold.release();
    },
    left: ['answered'],
    calls: 1,
    ends: ['done'],
  },
  {
    where: 'after the installation, before the release',
    async reach(fire) {
      const row = await answerInto(fire, lockInstallation);
      await row.untilWaitedFor(savesPair);
      // Next in line for the lease, behind the transaction that saves the pair.
      const lease = await holdDatabase(fire.databaseUrl, lockLease);
      await row.release();
      await lease.held;
      await lease.untilWaitedFor(/^update "leases"/);
      return () => lease.release();
    },
    left: ['done'],
    calls: 1,
    ends: ['done'],
  },
];

test.concurrent.for(points)('killed $where: the next replica has a grant that works', async (point, context) => {
  const fire = await createFireWorld();
  context.onTestFinished(() => fire.close());
  const doomed = await fire.start();
  const undo = await point.reach(fire);
  await doomed.kill();
  await undo();
  const states = async () => (await fire.journal()).map(({ state }) => state);
  await vi.waitFor(async () => expect(await states()).toEqual(point.left), fireTimeout);

  const next = await fire.start();
  await fire.endLease();
  await vi.waitFor(async () => expect(await states()).toEqual(point.ends), fireTimeout);
  expect(await fire.row()).toMatchObject({ pair_number: 2, state: 'active', refused_at: null });
  expect(await fire.callsAtGhl()).toBe(point.calls);
  await fire.proveGrant(next);
  expect(fire.ghl.refreshes.filter(({ isRefused }) => isRefused)).toEqual([]);
});

test('killed after GHL acted, and nobody there within its grace: it is asked once more and once to be sure, and the reason says so', async () => {
  const fire = await createFireWorld();
  onTestFinished(() => fire.close());
  await fire.sandbox.control.setKnobs({ refreshGraceSeconds: 0 });
  const doomed = await fire.start();
  const before = await fire.read(doomed);
  const call = fire.ghl.hold('after GHL acted');
  await fire.makeDue();
  await call.reached;
  await doomed.kill();
  await call.left;
  call.release();

  const next = await fire.start();
  await fire.endLease();
  await vi.waitFor(async () => expect((await fire.row()).refused_at).toBeInstanceOf(Date), fireTimeout);
  expect((await fire.row()).state).toBe('active');
  await fire.endRest();
  await vi.waitFor(async () => expect((await fire.row()).state).toBe('needs-reconnect'), fireTimeout);
  expect(await fire.callsAtGhl()).toBe(3);
  expect((await fire.row()).broken_reason).toMatch(
    /asked to renew this connection on \d+ \w+ \d{4}, \d\d:\d\d UTC, and its answer never arrived\..*An admin of the agency has to connect GoHighLevel again\./,
  );
  expect((await fire.read(next)).accessToken).toBe(before.accessToken);
});

/** The replica's call stands still on that side of GHL. Answers how to let it go once the replica is dead. */
async function holdCall(fire: FireWorld, side: Parameters<FireWorld['ghl']['hold']>[0]) {
  const call = fire.ghl.hold(side);
  await fire.makeDue();
  await call.reached;
  return async () => {
    await call.left;
    call.release();
  };
}

/** The replica has GHL's answer in its hands, and the lock stands before what it does next. */
async function answerInto(fire: FireWorld, lock: string) {
  const call = fire.ghl.hold('after GHL acted');
  await fire.makeDue();
  await call.reached;
  const hold = await holdDatabase(fire.databaseUrl, lock);
  await hold.held;
  call.release();
  return hold;
}
