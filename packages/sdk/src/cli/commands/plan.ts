import type { Command } from 'commander';
import { exitCodes } from '../exit-codes.ts';
import { makePlans, type PlanFlags } from '../session/make-plans.ts';
import type { Open } from '../session/open.ts';
import { withPlanOptions } from '../session/plan-options.ts';
import { savePlans } from '../session/saved-plan.ts';
import { changesOf, showPlan } from '../show/show-plan.ts';

interface Flags extends PlanFlags {
  out?: string;
  detailedExitcode?: boolean;
}

export function addPlan(program: Command, open: Open): void {
  withPlanOptions(
    program
      .command('plan')
      .description('show what applying a blueprint would change, account by account; nothing is changed')
      .argument('[blueprint]', 'its name, or name@version; else that of groundwork.yaml'),
  )
    .option('--out <file>', 'save the plan for `groundwork apply <file>`')
    .option('--detailed-exitcode', 'exit with 2 where there are changes')
    .action(async (wanted: string | undefined, flags: Flags, command: Command) => {
      const cli = open(command);
      const plans = await makePlans(cli, wanted, flags);
      if (flags.out !== undefined) savePlans(cli, flags.out, await cli.groundwork.me(), plans);
      cli.print({ plans }, (data, colors) => data.plans.map((plan) => showPlan(plan, colors)).join('\n'));
      const changes = plans.reduce((sum, { summary }) => sum + changesOf(summary), 0);
      if (flags.out !== undefined) cli.say(`Saved. Apply it: groundwork apply ${flags.out}`);
      if (flags.detailedExitcode && changes > 0) cli.end(exitCodes.changes);
    });
}
