import type { Command } from 'commander';
import { chosenAccount } from '../session/find-account.ts';
import { findVersion } from '../session/find-blueprint.ts';
import type { Open } from '../session/open.ts';
import { showEffectiveValues } from '../show/show-values.ts';

export function addVariablesResolve(variables: Command, open: Open): void {
  variables
    .command('resolve')
    .description('show what each variable of a blueprint is for an account, and where that comes from')
    .argument('[blueprint]', 'its name, or name@version; else that of groundwork.yaml')
    .option('--account <account>', 'its name or id; else that of groundwork.yaml')
    .action(async (wanted: string | undefined, flags: { account?: string }, command: Command) => {
      const cli = open(command);
      const account = await chosenAccount(cli, flags.account);
      const { id, name, version } = await findVersion(cli, wanted);
      const values = await cli.groundwork.variables.resolve({ locationId: account.id, blueprintVersionId: id });
      cli.print(
        { account: { id: account.id, name: account.name }, blueprint: { name, version }, values },
        (data, colors, columns) =>
          data.values.length === 0
            ? `${name} v${version} has no variables.`
            : showEffectiveValues(data.values, colors, columns),
      );
    });
}
