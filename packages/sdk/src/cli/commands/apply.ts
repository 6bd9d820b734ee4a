import { statSync } from 'node:fs';
import { resolve } from 'node:path';
import type { Command } from 'commander';
import type { PlanView } from '../../index.ts';
import { CliError } from '../cli-error.ts';
import { applyPlans, type ApplyFlags } from '../session/apply-plans.ts';
import type { Cli } from '../session/cli.ts';
import { makePlans, type PlanFlags } from '../session/make-plans.ts';
import type { Open } from '../session/open.ts';
import { withApproval } from '../session/options.ts';
import { withPlanOptions } from '../session/plan-options.ts';
import { readInput } from '../session/read-input.ts';
import { isSavedPlan, loadPlans } from '../session/saved-plan.ts';

type Flags = PlanFlags & ApplyFlags;

export function addApply(program: Command, open: Open): void {
  const command = program
    .command('apply')
    .description('apply a saved plan, or plan and ask; wait until every write was read back')
    .argument('[plan or blueprint]', 'a file of `groundwork plan --out`, or what `groundwork plan` takes');
  withApproval(withPlanOptions(command)).action(async (wanted: string | undefined, flags: Flags, self: Command) => {
    const cli = open(self);
    const plans = (await savedPlans(cli, wanted, flags)) ?? (await makePlans(cli, wanted, flags));
    await applyPlans(cli, plans, flags);
  });
}

/** Null: what was named is no saved plan. */
async function savedPlans(cli: Cli, wanted: string | undefined, flags: Flags): Promise<PlanView[] | null> {
  // A folder may be named as a blueprint is.
  if (wanted === undefined || !isFile(resolve(cli.terminal.cwd, wanted))) return missing(wanted);
  const text = await readInput(cli.terminal, wanted);
  if (!isSavedPlan(text)) {
    const why = whyNoPlan(wanted, text);
    if (why === null) return null;
    throw why;
  }
  const given = [...flags.account, ...flags.var, ...flags.varFile, ...flags.only, ...flags.overwrite];
  if (given.length > 0 || flags.file !== undefined || flags.destroy)
    throw new CliError('A saved plan is applied as it was approved: it takes no other accounts, values or choices.', {
      next: 'groundwork plan --out plan.json',
    });
  return loadPlans(cli, wanted, text);
}

const isFile = (path: string): boolean => statSync(path, { throwIfNoEntry: false })?.isDirectory() === false;

/** Null: a blueprint may be named as the file is. */
function whyNoPlan(file: string, text: string): CliError | null {
  const facts = { code: 'FILE_UNREADABLE', where: [file], next: `groundwork plan --out ${file}` };
  if (text.trim() === '')
    return new CliError(`${file} is empty: the plan was not saved to its end. Nothing was applied.`, facts);
  // A file that was cut still begins as one.
  if (/^\s*\{\s*"groundworkPlan"/.test(text) || file.endsWith('.plan'))
    return new CliError(`${file} is damaged, or no saved plan. Nothing was applied.`, facts);
  if (!/\.(json|ya?ml)$/.test(file)) return null;
  return new CliError(`${file} is no saved plan. A blueprint's text is given by --file.`, {
    where: [file],
    next: `groundwork apply --file ${file}`,
  });
}

function missing(wanted: string | undefined): null {
  // A plan that is not there is no blueprint either.
  if (wanted !== undefined && /^\.{1,2}$|^\.{0,2}\/|\.(plan|json)$/.test(wanted))
    throw new CliError(`${wanted} cannot be read: there is no such file.`, {
      code: 'FILE_UNREADABLE',
      where: [wanted],
      next: `groundwork plan --out ${wanted}`,
    });
  return null;
}
