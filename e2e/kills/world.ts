import { createSandboxControl, fixtures, type SandboxControl } from '@groundwork/ghl-sandbox';
import type { JobView, PlanView, StepState, VariableValues } from '@groundwork/shared/views';
import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import type { Variables } from '../../scripts/environment.ts';
import { type Instance, startInstance } from '../../scripts/instance.ts';
import { type SignedIn, signIn } from '../../scripts/sign-in.ts';

/** A Groundwork of real processes, somebody signed in, and the sandbox asked past our own adapter. */
export interface World {
  instance: Instance;
  sandbox: SandboxControl;
  member: SignedIn;
  /** Empty accounts that nobody has asked anything of yet, so with their whole rate budget. */
  openAccounts: <Name extends string>(...names: Name[]) => Promise<Record<Name, string>>;
  plan: (locationId: string, source: string, variables?: VariableValues) => Promise<PlanView>;
  job: (jobId: string) => Promise<JobView>;
  /** Waits for the job's end by asking, as a page does whose stream was lost. */
  ended: (jobId: string) => Promise<JobView>;
}

/** On free ports, unless `env` names them. */
export async function openWorld(env?: Variables): Promise<World> {
  const instance = await startInstance({ buildWeb: false, ...(env ? { env } : { useFreePorts: true }) });
  if (!instance.sandboxUrl) throw new Error('this instance has no sandbox');
  const sandbox = createSandboxControl(instance.sandboxUrl);
  const member = await signIn(instance.url);
  const job = (id: string) => member.trpc.jobs.get.query({ id });

  return {
    instance,
    sandbox,
    member,
    async openAccounts<Name extends string>(...names: Name[]) {
      const companyId = fixtures.agency.id;
      const made = await Promise.all(names.map((name) => sandbox.createLocation({ companyId, name })));
      await member.trpc.accounts.sync.mutate();
      return Object.fromEntries(names.map((name, index) => [name, made[index]?.id ?? ''])) as Record<Name, string>;
    },
    async plan(locationId, source, variables = {}) {
      const version = await member.trpc.blueprints.save.mutate({ source });
      return member.trpc.plans.create.mutate({ locationId, blueprintVersionId: version.id, variables });
    },
    job,
    async ended(jobId) {
      for (let asked = 0; asked < 400; asked++) {
        const now = await job(jobId).catch(() => null);
        if (now && now.state !== 'PENDING' && now.state !== 'PROCESSING') return now;
        await sleep(250);
      }
      throw new Error(`job ${jobId} does not end: ${JSON.stringify(await job(jobId))}`);
    },
  };
}

/** The server with every connection to it. Whoever started it starts it again; one that is not up yet is waited for. */
export async function killPostgres({ instance }: World): Promise<void> {
  const file = join(instance.dataDir, 'postgres', 'postmaster.pid');
  await until(async () => process.kill(Number((await readFile(file, 'utf8')).split('\n')[0]), 'SIGKILL'));
}

/** Asks until it is so; what cannot be asked right now is asked again. */
export async function until(what: () => Promise<boolean>): Promise<void> {
  for (let asked = 0; asked < 2_400; asked++) {
    if (await what().catch(() => false)) return;
    await sleep(25);
  }
  throw new Error('it never came to that');
}

export const count = (job: JobView, ...states: StepState[]): number =>
  job.steps.filter(({ state }) => states.includes(state)).length;
