import { AppError } from '@groundwork/shared';
import { kindNames, kinds } from '@groundwork/shared/kinds';
import type { JobView, PlanView } from '@groundwork/shared/views';
import type { FaultInput } from '@groundwork/ghl-sandbox';
import fc from 'fast-check';
import { setTimeout as sleep } from 'node:timers/promises';
import { expect, test } from 'vitest';
import { contentOf, contentsOf, recordOf, withoutIds } from '../testing/account-contents.ts';
import { location, openClinic } from '../testing/clinic.ts';
import { everyKind, everyKindChanged } from '../testing/every-kind.ts';
import { planRollback } from '../plans/plan-rollback.ts';
import { type Mood, moods, roomy } from '../testing/ghl-moods.ts';
import { retryJob } from './reopen-job.ts';
import { startJob } from './start-job.ts';

/** GHL in its worst moods, chosen at random: whatever it does, nothing is missing that is there, and success means success. */
const clinic = openClinic();

const sandbox = () => clinic.world.sandbox.control;
const calm = () => sandbox().setKnobs({ latencyMs: 0, listLagMs: 0, rateLimit: roomy });

/** Without faults, whatever of them is left over. */
async function undisturbed<Result>(look: () => Promise<Result>): Promise<Result> {
  const { faults, knobs } = await sandbox().state();
  await sandbox().clearFaults();
  await calm();
  const result = await look();
  for (const fault of faults) if (fault.count > 0) await sandbox().addFault(fault);
  await sandbox().setKnobs(knobs);
  return result;
}

const planned = ({ items }: PlanView): string[] =>
  items.map(({ action, address, changes }) => {
    const told = changes.map(({ path, before, after }) => ({ path, before, after }));
    return `${action} ${address} ${withoutIds(told)}`;
  });

/** What a job says of itself is so, however it ended: success is all of it, verified is there, and nothing is there twice. */
async function expectTruth(job: JobView, wanted: readonly string[]): Promise<void> {
  const { contents, lists } = await undisturbed(async () => ({
    contents: await contentsOf(clinic),
    lists: new Map(await Promise.all(kindNames.map(async (kind) => [kind, await clinic.list(kind)] as const))),
  }));
  for (const [kind, list] of lists) {
    const keys = list.map(({ attributes }) => kinds[kind].naturalKey(attributes));
    expect(keys).toEqual([...new Set(keys)]);
  }
  if (job.state === 'SUCCESS') return expect(contents).toEqual(wanted);
  expect(job.error).not.toBeNull();
  for (const { kind, action, ghlId } of job.steps.filter(({ state }) => state === 'VERIFIED')) {
    const live = lists.get(kind)?.find(({ id }) => id === ghlId);
    if (action === 'delete') expect(live).toBeUndefined();
    else expect(wanted).toContain(live && contentOf(kind, live));
  }
}

/** Plans as often as it takes: what cannot be read has no plan, and what is there is never missing. */
async function planUntilRead(source: string, expected: string[]): Promise<PlanView> {
  for (;;) {
    const plan = await clinic.plan(source).catch((error: unknown) => {
      if (error instanceof AppError && error.retryable) return null;
      throw error;
    });
    if (!plan) continue;
    expect(planned(plan)).toEqual(expected);
    return plan;
  }
}

/** Where a job is to lead to, and how it is planned. */
interface Goal {
  contents: string[];
  record: string[];
  plan: () => Promise<PlanView>;
}

/** Applies under these faults, with as many runs and new plans as it takes. Answers the jobs it took. */
async function reach(first: PlanView, goal: Goal, mood: Mood, faults: readonly FaultInput[]): Promise<string[]> {
  const start = ({ id }: PlanView) => startJob(clinic.ctx, { planId: id, confirm: location.name });
  let job = await start(first);
  const jobs = new Set([job.id]);
  const { listLagMs, latencyMs, rateLimit } = mood;
  // What was written before is old enough to be listed.
  await sleep(listLagMs);
  await sandbox().setKnobs({ listLagMs, latencyMs, rateLimit });
  for (const fault of faults) await sandbox().addFault(fault);
  for (let run = 1; job.state !== 'SUCCESS'; run++) {
    expect(run).toBeLessThan(12);
    job = await clinic.run(job);
    await expectTruth(job, goal.contents);
    if (job.state !== 'SUCCESS') job = (await retried(job)) ?? (await start(await undisturbed(goal.plan)));
    jobs.add(job.id);
  }
  await sandbox().clearFaults();
  await calm();
  expect(await recordOf(clinic)).toEqual(goal.record);
  expect((await goal.plan()).items.filter(({ action }) => action !== 'no-op')).toEqual([]);
  return [...jobs];
}

/** Null where it says to make a new plan: the lists may have run behind. */
async function retried({ id }: JobView): Promise<JobView | null> {
  try {
    return await retryJob(clinic.ctx, { id });
  } catch (error) {
    if (error instanceof AppError && error.code === 'CONFLICT') return null;
    throw error;
  }
}

async function forget(): Promise<void> {
  await clinic.empty();
  await clinic.world.core.db.deleteFrom('resource_states').where('location_id', '=', location.id).execute();
}

const now = async () => ({ contents: await contentsOf(clinic), record: await recordOf(clinic) });

test(
  'faults at random: no plan calls missing what is there, no job calls done what is not, and all of it is there in the end, or as it was',
  { timeout: 900_000 },
  async () => {
    await clinic.apply(everyKind);
    const before = await now();
    const lines = planned(await clinic.plan(everyKindChanged));
    expect((await clinic.apply(everyKindChanged)).state).toBe('SUCCESS');
    const goal = { ...(await now()), plan: () => clinic.plan(everyKindChanged) };

    const trial = fc.asyncProperty(moods, async (mood) => {
      await forget();
      await clinic.apply(everyKind);
      for (const fault of mood.whilePlanning) await sandbox().addFault(fault);
      const plan = await planUntilRead(everyKindChanged, lines);
      await sandbox().clearFaults();

      const [jobId = '', ...others] = await reach(plan, goal, mood, mood.whileApplying);
      // Where it took several jobs, none of them knows the whole way back.
      if (others.length > 0) return;
      const back = { ...before, plan: () => planRollback(clinic.ctx, { jobId }) };
      await reach(await back.plan(), back, mood, mood.whileRollingBack);
    });
    await fc.assert(trial, { numRuns: 3, endOnFailure: true });
  },
);
