import type { Command } from 'commander';
import { listBlueprints } from '../session/find-blueprint.ts';
import type { Open } from '../session/open.ts';
import { table } from '../show/table.ts';
import { time } from '../show/words.ts';

export function addBlueprintList(blueprint: Command, open: Open): void {
  blueprint
    .command('list')
    .description('list the blueprints')
    .action(async (_flags: object, command: Command) => {
      const cli = open(command);
      cli.print(await listBlueprints(cli), (all, _colors, columns) =>
        table(
          ['NAME', 'NEWEST', 'RESOURCES', 'UPDATED'],
          all.map(({ name, latestVersion, resourceCount, updatedAt }) => [
            name,
            `v${latestVersion}`,
            String(resourceCount),
            time(updatedAt),
          ]),
          { columns },
        ),
      );
    });
}
