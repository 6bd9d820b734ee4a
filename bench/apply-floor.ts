import { createSandboxControl } from '@groundwork/ghl-sandbox';
import type { SandboxControl } from '@groundwork/ghl-sandbox';
import { encodeCursor } from '@groundwork/shared/events';
import type { BlueprintVersionView, JobSummaryView, PlanView } from '@groundwork/shared/views';
import { chmod, mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { startInstance } from '../scripts/instance.ts';
import { signIn } from '../scripts/sign-in.ts';
import type { SignedIn } from '../scripts/sign-in.ts';
import { cleanAccounts } from './apply-floor/clean-accounts.ts';
import { floorOf } from './apply-floor/floor.ts';
import type { Floor } from './apply-floor/floor.ts';
import { sixtyResources, size } from './apply-floor/sixty-resources.ts';
import { median, row } from './row.ts';
import type { Row } from './row.ts';

const latencyMs = 150;
const warmUp = 2;
const runs = 7;
/** Of the floor. What is above it is ours: the queue, the journal, the budget, and the sandbox sharing this machine. */
const target = 1.1;

interface Run {
  /** From `jobs.start` to the event that says SUCCESS, by the client's clock. */
  clientMs: number;
  /** The job's own startedAt to finishedAt, by the server's clock. */
  serverMs: number;
  calls: number;
}

/** A blueprint of sixty resources into one empty account after another, each through the whole of Groundwork. */
export async function run(log: (line: string) => void): Promise<Row[]> {
  // Not the instance's own temporary data: that never waits for a disk, and a journal has to.
  const dataDir = await mkdtemp(join(tmpdir(), 'groundwork-bench-'));
  await chmod(dataDir, 0o755);
  const instance = await startInstance({ dataDir, buildWeb: false, useFreePorts: true, log });
  try {
    const sandbox = createSandboxControl(instance.sandboxUrl ?? '');
    const { trpc } = await signIn(instance.url);
    const version = await trpc.blueprints.save.mutate({
      source: sixtyResources(await trpc.blueprints.library.query()),
    });
    if (version.resources.length !== size)
      throw new Error(`the blueprint has ${version.resources.length} resources instead of ${size}.`);

    const plans = await planFor(trpc, sandbox, version);
    const [plan] = plans;
    if (!plan) throw new Error('the agency has no accounts to apply to.');
    await sandbox.setKnobs({ latencyMs });
    const { rateLimit } = (await sandbox.state()).knobs;
    const floor = floorOf(plan.items, latencyMs, rateLimit);
    log(`floor ${floor.ms} ms: ${floor.sequential} calls one after another of ${floor.calls}`);
    // As while a person reads a plan: what planning took of the rate limit is free again.
    await sleep(1.2 * rateLimit.intervalMs);

    const measured: Run[] = [];
    for (const [index, each] of plans.entries()) {
      const result = await applyOnce(trpc, sandbox, each);
      const isWarmUp = index < warmUp;
      log(`${isWarmUp ? 'warm-up' : 'run'}: ${describe(result, floor)}`);
      if (!isWarmUp) measured.push(result);
    }
    return rows(measured, floor);
  } finally {
    await instance.stop();
    await rm(dataDir, { recursive: true, force: true });
  }
}

type Client = SignedIn['trpc'];

async function planFor(trpc: Client, sandbox: SandboxControl, version: BlueprintVersionView): Promise<PlanView[]> {
  const { accounts } = await trpc.accounts.list.query();
  const active = accounts.filter(({ state }) => state === 'active').slice(0, warmUp + runs);
  await cleanAccounts(
    sandbox,
    active.map(({ id }) => id),
  );
  const variables = { company_name: 'Fairweather', company_phone: '+1 608 555 0100' };
  const plans: PlanView[] = [];
  for (const { id: locationId } of active) {
    const plan = await trpc.plans.create.mutate({ locationId, blueprintVersionId: version.id, variables });
    if (plan.summary.create !== size)
      throw new Error(`${plan.location.name} is not empty: ${JSON.stringify(plan.summary)}`);
    plans.push(plan);
  }
  return plans;
}

async function applyOnce(trpc: Client, sandbox: SandboxControl, plan: PlanView): Promise<Run> {
  await sandbox.clearStats();
  const { cursor } = await trpc.jobs.list.query({ limit: 1 });
  const following = Promise.withResolvers<void>();
  const ended = Promise.withResolvers<{ job: JobSummaryView; at: number }>();
  const feed = trpc.feed.subscribe(
    { topics: ['agency'], lastEventId: encodeCursor({ agency: cursor }) },
    {
      onStarted: () => following.resolve(),
      onData: ({ data: { event } }) => {
        if (event.type === 'job.changed' && event.job.finishedAt)
          ended.resolve({ job: event.job, at: performance.now() });
      },
      onError: (error) => {
        following.reject(error);
        ended.reject(error);
      },
    },
  );
  try {
    await following.promise;
    const startedAt = performance.now();
    await trpc.jobs.start.mutate({ planId: plan.id });
    const { job, at } = await ended.promise;
    if (job.state !== 'SUCCESS')
      throw new Error(`the job ended as ${job.state}: ${job.error?.message ?? 'see its log'}`);
    const traffic = (await sandbox.stats()).resources[plan.location.id];
    if (traffic?.rateLimited) throw new Error(`GHL refused ${traffic.rateLimited} calls for being too many.`);
    return {
      clientMs: at - startedAt,
      serverMs: Date.parse(job.finishedAt ?? '') - Date.parse(job.startedAt ?? ''),
      calls: traffic?.calls ?? 0,
    };
  } finally {
    feed.unsubscribe();
  }
}

const describe = ({ clientMs, serverMs, calls }: Run, floor: Floor): string =>
  `${Math.round(clientMs)} ms (${(clientMs / floor.ms).toFixed(2)} of the floor), ${serverMs} ms by the server's clock, ${calls} calls`;

function rows(measured: readonly Run[], floor: Floor): Row[] {
  const of = (what: keyof Run) => median(measured.map((each) => each[what]));
  const reference = floor.ms;
  const all = (what: keyof Run) => measured.map((each) => each[what]);
  return [
    row({
      name: 'apply-floor',
      value: of('clientMs'),
      unit: 'ms',
      reference,
      target: target * reference,
      turns: all('clientMs'),
    }),
    row({ name: 'apply-floor:server', value: of('serverMs'), unit: 'ms', reference, turns: all('serverMs') }),
    row({ name: 'apply-floor:calls', value: of('calls'), unit: 'calls', reference: floor.calls, turns: all('calls') }),
  ];
}
