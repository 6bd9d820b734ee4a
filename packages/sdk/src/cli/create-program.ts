import { Command } from 'commander';
import { addAccounts } from './commands/accounts.ts';
import { addApply } from './commands/apply.ts';
import { addBlueprint } from './commands/blueprint.ts';
import { addCapture } from './commands/capture.ts';
import { addDoctor } from './commands/doctor.ts';
import { addDrift } from './commands/drift.ts';
import { addJobs } from './commands/jobs.ts';
import { addKeys } from './commands/keys.ts';
import { addLogin } from './commands/login.ts';
import { addLogout } from './commands/logout.ts';
import { addLogs } from './commands/logs.ts';
import { addPlan } from './commands/plan.ts';
import { addProfiles } from './commands/profiles.ts';
import { addRollback } from './commands/rollback.ts';
import { addRollout } from './commands/rollout.ts';
import { addVariables } from './commands/variables.ts';
import { addWhoami } from './commands/whoami.ts';
import { addCompletion } from './completion/add-completion.ts';
import { addHelp } from './help/add-help.ts';
import { help } from './help/help.ts';
import { openCli, type Run } from './session/cli.ts';
import type { Open } from './session/open.ts';
import { version } from '../version.ts';

/** All commands. Making them reads and asks nothing. */
export function createProgram(run: Run): Command {
  const open: Open = (command) => openCli(run, command);
  const program = new Command('groundwork')
    .description('Plan, apply and watch the configuration of GoHighLevel sub-accounts.')
    .version(version, '-V, --version', 'print the version')
    .helpOption('-h, --help', 'print help')
    .option('--url <url>', 'where Groundwork runs; else GROUNDWORK_URL, groundwork.yaml, the profile')
    .option('--profile <name>', 'the profile to use; else GROUNDWORK_PROFILE, groundwork.yaml, the current one')
    .option('--json', 'print one JSON envelope')
    .option('--ndjson', 'print events and the result as lines of JSON')
    .option('--no-input', 'never ask; fail where an answer is needed')
    .option('--no-color', 'no colours, as with NO_COLOR')
    .option('-q, --quiet', 'say nothing beside the result')
    .option('--verbose', 'say what happens on the wire')
    .exitOverride()
    .configureHelp(help(run.terminal.outColors))
    .configureOutput({
      writeOut: (text) => run.terminal.out(text),
      writeErr: (text) => run.terminal.err(text),
      // What is coloured was decided with the terminal.
      getOutHasColors: () => true,
      getErrHasColors: () => true,
      // Said later, with what to do next and in the form that was asked for.
      outputError: () => {},
    })
    .hook('preAction', () => {
      if (program.opts<{ color: boolean }>().color) return;
      run.terminal.outColors = run.terminal.plainColors;
      run.terminal.errColors = run.terminal.plainColors;
    });
  program.commandsGroup('Blueprints, and what they are for:');
  addBlueprint(program, open);
  addAccounts(program, open);
  addCapture(program, open);
  addVariables(program, open);
  program.commandsGroup('Changes:');
  addPlan(program, open);
  addApply(program, open);
  addRollout(program, open);
  addJobs(program, open);
  addLogs(program, open);
  addRollback(program, open);
  addDrift(program, open);
  program.commandsGroup('You and this machine:');
  addLogin(program, open);
  addLogout(program, open);
  addWhoami(program, open);
  addProfiles(program, open);
  addKeys(program, open);
  addDoctor(program, open);
  addHelp(program);
  addCompletion(program, run.terminal);
  return program;
}
