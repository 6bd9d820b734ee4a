import type { Command } from 'commander';
import { pushBlueprint } from '../session/push-blueprint.ts';
import type { Open } from '../session/open.ts';
import { count } from '../show/words.ts';

export function addBlueprintPush(blueprint: Command, open: Open): void {
  blueprint
    .command('push')
    .description('save a file as the next version of the blueprint it names; the same text again is the same version')
    .argument('<file>', 'YAML or JSON; - reads stdin')
    .action(async (file: string, _flags: object, command: Command) => {
      const cli = open(command);
      cli.print(
        await pushBlueprint(cli, file),
        ({ name, version, resources }) => `${name} v${version}: ${count(resources.length, 'resource')}.`,
      );
    });
}
