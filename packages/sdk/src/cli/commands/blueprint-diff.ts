import type { Command } from 'commander';
import type { BlueprintDiffView } from '../../index.ts';
import { CliError } from '../cli-error.ts';
import { exitCodes } from '../exit-codes.ts';
import type { Cli } from '../session/cli.ts';
import { findBlueprint } from '../session/find-blueprint.ts';
import type { Open } from '../session/open.ts';
import { wholeNumber } from '../session/options.ts';
import type { Colors } from '../terminal.ts';

interface Flags {
  from?: number;
  to?: number;
  detailedExitcode?: boolean;
}

export function addBlueprintDiff(blueprint: Command, open: Open): void {
  blueprint
    .command('diff')
    .description('show what changed from one version of a blueprint to another; unless told, between its last two')
    .argument('[blueprint]', 'its name; else that of groundwork.yaml')
    .option('--from <version>', 'the older version', wholeNumber)
    .option('--to <version>', 'the newer version', wholeNumber)
    .option('--detailed-exitcode', 'exit with 2 where there are changes')
    .action(async (wanted: string | undefined, flags: Flags, command: Command) => {
      const cli = open(command);
      const diff = await cli.groundwork.blueprints.diff(await chosenVersions(cli, wanted, flags));
      const changes = diff.document.length + diff.variables.length + diff.resources.length;
      cli.print(diff, showDiff);
      if (flags.detailedExitcode && changes > 0) cli.end(exitCodes.changes);
    });
}

async function chosenVersions(cli: Cli, wanted: string | undefined, { from, to }: Flags) {
  const { summary, version } = await findBlueprint(cli, wanted);
  const versions = await cli.groundwork.blueprints.versions(summary.id);
  const newer = to ?? version ?? summary.latestVersion;
  const older = from ?? newer - 1;
  const idOf = (number: number) => {
    const found = versions.find((one) => one.version === number);
    if (found) return found.id;
    throw new CliError(
      `"${summary.name}" has no version ${number} to compare. It has ${versions.map((one) => one.version).join(', ')}.`,
      {
        code: 'NOT_FOUND',
      },
    );
  };
  return { fromVersionId: idOf(older), toVersionId: idOf(newer) };
}

const symbols = { added: '+', removed: '-', changed: '~' } as const;

function showDiff({ from, to, document, variables, resources }: BlueprintDiffView, colors: Colors): string {
  const { bold, green, red, yellow } = colors;
  const paint = { added: green, removed: red, changed: yellow };
  const attribute = ({ path, before, after }: BlueprintDiffView['document'][number]) =>
    `      ${path}: ${JSON.stringify(before)} → ${JSON.stringify(after)}`;
  const lines = [
    ...document.map((change) => attribute(change)),
    ...variables.flatMap(({ name, change, changes }) => [
      paint[change](`${symbols[change]} var.${name}`),
      ...changes.map((one) => attribute(one)),
    ]),
    ...resources.flatMap(({ address, title, change, changes }) => [
      paint[change](`${symbols[change]} ${address}  ${JSON.stringify(title)}`),
      ...(change === 'changed' ? changes.map((one) => attribute(one)) : []),
    ]),
  ];
  const head = bold(`${to.name}: v${from.version} → v${to.version}`);
  return [head, ...(lines.length > 0 ? lines : ['No changes.'])].join('\n');
}
