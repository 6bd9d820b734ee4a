import type { Command } from 'commander';
import { exitCodes } from '../exit-codes.ts';
import { applyPlans, type ApplyFlags } from '../session/apply-plans.ts';
import type { Open } from '../session/open.ts';
import { idOf, withApproval } from '../session/options.ts';
import { savePlans } from '../session/saved-plan.ts';
import { changesOf, showPlan } from '../show/show-plan.ts';

interface Flags extends ApplyFlags {
  planOnly?: boolean;
  out?: string;
  detailedExitcode?: boolean;
}

export function addRollback(program: Command, open: Open): void {
  const command = program
    .command('rollback')
    .description('take back what a job did, but for what clients have edited since')
    .addArgument(idOf('job'))
    .option('--plan-only', 'show what that would change, and stop')
    .option('--out <file>', 'save the plan for `groundwork apply <file>`, and stop')
    .option('--detailed-exitcode', 'with --plan-only or --out: exit with 2 where there are changes');
  withApproval(command).action(async (jobId: string, flags: Flags, self: Command) => {
    const cli = open(self);
    const plan = await cli.groundwork.plans.rollback({ jobId });
    if (flags.out === undefined && !flags.planOnly) return applyPlans(cli, [plan], flags);
    if (flags.out !== undefined) savePlans(cli, flags.out, await cli.groundwork.me(), [plan]);
    cli.print({ plans: [plan] }, (data, colors) => data.plans.map((one) => showPlan(one, colors)).join('\n'));
    if (flags.out !== undefined) cli.say(`Saved. Apply it: groundwork apply ${flags.out}`);
    if (flags.detailedExitcode && changesOf(plan.summary) > 0) cli.end(exitCodes.changes);
  });
}
