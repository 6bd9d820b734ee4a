import { z } from 'zod';
import { GroundworkError, type PlanView, type SessionView } from '../../index.ts';
import { version } from '../../version.ts';
import { CliError } from '../cli-error.ts';
import { sameAddress } from '../config/settings.ts';
import type { Cli } from './cli.ts';
import { writeOutput } from './write-output.ts';

const savedPlan = z.object({
  groundworkPlan: z.literal(1),
  url: z.string(),
  companyId: z.string(),
  savedAt: z.string(),
  plans: z
    .array(
      z.object({
        id: z.uuid(),
        fingerprint: z.string(),
        account: z.object({ id: z.string(), name: z.string() }),
        blueprint: z.string(),
        version: z.number(),
        summary: z.record(z.string(), z.number()),
      }),
    )
    .min(1),
});

const newerPlan = z.object({ groundworkPlan: z.number().min(2) });

/** Names what was planned. The plans themselves stay at the server, so that nobody can edit what another has approved. */
export function savePlans(cli: Cli, path: string, { agency }: SessionView, plans: readonly PlanView[]): void {
  const saved: z.infer<typeof savedPlan> = {
    groundworkPlan: 1,
    url: cli.settings.url,
    companyId: agency.companyId,
    savedAt: new Date().toISOString(),
    plans: plans.map(({ id, fingerprint, location, blueprint: { name, version }, summary }) => ({
      id,
      fingerprint,
      account: location,
      blueprint: name,
      version,
      summary,
    })),
  };
  writeOutput(cli.terminal, path, `${JSON.stringify(saved, null, 2)}\n`);
}

export function isSavedPlan(text: string): boolean {
  try {
    const value: unknown = JSON.parse(text);
    return typeof value === 'object' && value !== null && 'groundworkPlan' in value;
  } catch {
    return false;
  }
}

/** The plans that were saved, if they are still what they were and nobody has applied them. What the account holds the job checks. */
export async function loadPlans(cli: Cli, path: string, text: string): Promise<PlanView[]> {
  const refuse = (why: string, code = 'PLAN_STALE') =>
    new CliError(`${path} cannot be applied: ${why} Nothing was applied.`, {
      code,
      where: [path],
      next: `groundwork plan --out ${path}`,
    });
  const read = savedPlan.safeParse(parseJson(text));
  if (!read.success) throw refuse(whyUnread(text), 'FILE_UNREADABLE');
  const { url, companyId, plans } = read.data;
  if (!sameAddress(url, cli.settings.url)) throw refuse(`it was planned at ${url}, and this is ${cli.settings.url}.`);
  const { agency } = await cli.groundwork.me();
  if (agency.companyId !== companyId) throw refuse('it belongs to another agency.');
  const loaded: PlanView[] = [];
  for (const { id, fingerprint, account } of plans) {
    const plan = await cli.groundwork.plans.get(id).catch((error: unknown) => {
      if (!(error instanceof GroundworkError) || error.code !== 'NOT_FOUND') throw error;
      throw refuse(`the plan of "${account.name}" is not there any more, or this key may not see it.`, error.code);
    });
    if (plan.jobId !== null) throw refuse(`the plan of "${account.name}" was applied already, by job ${plan.jobId}.`);
    if (plan.fingerprint !== fingerprint) throw refuse(`the plan of "${account.name}" is not the one that was saved.`);
    loaded.push(plan);
  }
  return loaded;
}

function whyUnread(text: string): string {
  const { data } = newerPlan.safeParse(parseJson(text));
  return data
    ? `a newer CLI saved it, in form ${data.groundworkPlan}, and this one (${version}) reads form 1. Take the newer one.`
    : 'it is not as `groundwork plan --out` saves it.';
}

function parseJson(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return null;
  }
}
