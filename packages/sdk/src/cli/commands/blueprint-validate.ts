import type { Command } from 'commander';
import { CliError } from '../cli-error.ts';
import { showIssue } from '../print-error.ts';
import type { Open } from '../session/open.ts';
import { readInput } from '../session/read-input.ts';
import { count } from '../show/words.ts';

export function addBlueprintValidate(blueprint: Command, open: Open): void {
  blueprint
    .command('validate')
    .description('say what is wrong with a file; nothing is saved')
    .argument('<file>', 'YAML or JSON; - reads stdin')
    .action(async (file: string, _flags: object, command: Command) => {
      const cli = open(command);
      const check = await cli.groundwork.blueprints.check(await readInput(cli.terminal, file));
      if (!check.valid)
        throw new CliError(`${file} has ${count(check.issues.length, 'fault')}.`, {
          code: 'BLUEPRINT_INVALID',
          where: check.issues.map((issue) => showIssue(issue, file)),
        });
      for (const warning of check.warnings) cli.say(`Warning: ${showIssue(warning, file)}`);
      cli.print(
        check,
        ({ resources, variables }) =>
          `${file} is valid: ${count(resources.length, 'resource')}, ${count(variables.length, 'variable')}.`,
      );
    });
}
