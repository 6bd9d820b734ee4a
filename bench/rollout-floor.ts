import { createSandboxControl, rateLimits } from '@groundwork/ghl-sandbox';
import type { SandboxControl } from '@groundwork/ghl-sandbox';
import type { RolloutView } from '@groundwork/shared/views';
import { chmod, mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { startInstance } from '../scripts/instance.ts';
import { signIn } from '../scripts/sign-in.ts';
import type { SignedIn } from '../scripts/sign-in.ts';
import { inputsOf, source } from './rollout-floor/franchise.ts';
import { openAccounts } from './rollout-floor/open-accounts.ts';
import type { Account } from './rollout-floor/open-accounts.ts';
import { replay } from './rollout-floor/replay.ts';
import type { Routes } from './rollout-floor/replay.ts';
import { row } from './row.ts';
import type { Row } from './row.ts';

const accounts = 100;
const rateLimit = rateLimits.testAccount;
/** Of the bare replay. A rollout leaves 2 of 25 calls: one to the next person, one for what GHL may count otherwise. */
const target = 1.15;

/**
 * One blueprint to a hundred empty accounts, each with GHL's limit for test accounts, beside a bare replay of the calls that
 * reached GHL: the whole from the approval to the last account's end, and an account's part of it in the mean. Fails where GHL
 * refuses one call.
 */
export async function run(log: (line: string) => void): Promise<Row[]> {
  // Not the instance's own temporary data: that never waits for a disk, and a journal has to.
  const dataDir = await mkdtemp(join(tmpdir(), 'groundwork-bench-'));
  await chmod(dataDir, 0o755);
  const instance = await startInstance({ dataDir, buildWeb: false, useFreePorts: true, log });
  try {
    const sandboxUrl = instance.sandboxUrl ?? '';
    const sandbox = createSandboxControl(sandboxUrl);
    const { trpc } = await signIn(instance.url);
    const opened = await openAccounts(2 * accounts, { instance, sandbox, trpc });
    const [written, replayed] = [opened.slice(0, accounts), opened.slice(accounts)];
    await sandbox.setKnobs({ rateLimit });
    const { id } = await planAll(trpc, written);
    // As while a person looks at it: what planning took of the rate limit is free again.
    await sleep(1.2 * rateLimit.intervalMs);

    await sandbox.clearStats();
    const rollout = await apply(trpc, id);
    const { routes, refused } = await traffic(sandbox, written);
    log(`rollout: ${describe(rollout)}, ${count(routes)} calls, ${refused} refused`);
    if (refused > 0) throw new Error(`GHL refused ${refused} calls for being too many.`);

    await sandbox.clearStats();
    const work = replayed.flatMap((account, index) => (routes[index] ? [{ account, routes: routes[index] }] : []));
    const bare = await replay(sandboxUrl, work, rateLimit);
    const made = await traffic(sandbox, replayed);
    log(`bare replay: ${describe(bare)}, ${count(made.routes)} calls, ${made.refused} refused`);
    if (made.refused > 0 || count(made.routes) !== count(routes))
      throw new Error('the replay did not make the same calls.');
    return [
      inSeconds('rollout-floor', Math.max(...rollout), Math.max(...bare)),
      inSeconds('rollout-floor:account', mean(rollout), mean(bare)),
      row({ name: 'rollout-floor:refused', value: refused, unit: 'calls', target: 0 }),
    ];
  } finally {
    await instance.stop();
    await rm(dataDir, { recursive: true, force: true });
  }
}

type Client = SignedIn['trpc'];

async function planAll(trpc: Client, written: readonly Account[]): Promise<RolloutView> {
  const version = await trpc.blueprints.save.mutate({ source });
  const { id } = await trpc.rollouts.create.mutate({
    blueprintVersionId: version.id,
    targets: written.map(({ locationId }, index) => ({ locationId, inputs: inputsOf(index, accounts) })),
    // All at once: what is measured is the limit, not the caution of a canary.
    settings: { canary: 0, waveSize: accounts, parallel: accounts },
  });
  const planned = await reached(trpc, id, ({ state }) => state !== 'PLANNING');
  if (planned.counts.PLANNED !== accounts) throw new Error(`not every account was planned: ${JSON.stringify(planned)}`);
  return planned;
}

/** How long each account took from the approval on, in ms. */
async function apply(trpc: Client, id: string): Promise<number[]> {
  const startedAt = Date.now();
  await trpc.rollouts.start.mutate({ id });
  const { state, counts } = await reached(trpc, id, (now) => now.finishedAt !== null || now.state === 'HALTED');
  if (state !== 'SUCCESS') throw new Error(`the rollout ended as ${state}: ${JSON.stringify(counts)}`);
  const { jobs } = await trpc.jobs.list.query({ limit: accounts });
  const retried = jobs.filter(({ runs }) => runs > 1).length;
  if (jobs.length !== accounts || retried > 0) throw new Error(`${jobs.length} jobs, ${retried} of them retried.`);
  return jobs.map(({ finishedAt }) => Date.parse(finishedAt ?? '') - startedAt);
}

async function reached(trpc: Client, id: string, isThere: (now: RolloutView) => boolean): Promise<RolloutView> {
  for (;;) {
    const now = await trpc.rollouts.get.query({ id });
    if (isThere(now)) return now;
    await sleep(250);
  }
}

async function traffic(
  sandbox: SandboxControl,
  of: readonly Account[],
): Promise<{ routes: Routes[]; refused: number }> {
  const { resources, rateLimited } = await sandbox.stats();
  return { routes: of.map(({ locationId }) => resources[locationId]?.routes ?? {}), refused: rateLimited };
}

const count = (routes: readonly Routes[]): number =>
  routes.flatMap((each) => Object.values(each)).reduce((sum, calls) => sum + calls, 0);

const mean = (values: readonly number[]): number => values.reduce((sum, value) => sum + value, 0) / values.length;

const describe = (took: readonly number[]): string =>
  `${Math.round(Math.max(...took))} ms, an account ${Math.round(mean(took))} ms in the mean`;

const inSeconds = (name: string, ms: number, bareMs: number): Row =>
  row({ name, value: ms / 1000, unit: 's', reference: bareMs / 1000, target: (target * bareMs) / 1000 });
