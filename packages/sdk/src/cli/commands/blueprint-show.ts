import type { Command } from 'commander';
import { findVersion } from '../session/find-blueprint.ts';
import type { Open } from '../session/open.ts';

export function addBlueprintShow(blueprint: Command, open: Open): void {
  blueprint
    .command('show')
    .description('print the text of a blueprint, as it was pushed')
    .argument('[blueprint]', 'its name, or name@version; else that of groundwork.yaml')
    .action(async (wanted: string | undefined, _flags: object, command: Command) => {
      const cli = open(command);
      const version = await findVersion(cli, wanted);
      cli.say(`${version.name} v${version.version}`);
      cli.print(version, ({ source }) => source);
    });
}
