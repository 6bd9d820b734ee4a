import type { Command } from 'commander';
import { CliError } from '../cli-error.ts';
import type { Open } from '../session/open.ts';
import { findPlace, type PlaceFlags, withPlace } from '../session/value-place.ts';

export function addVariablesUnset(variables: Command, open: Open): void {
  withPlace(
    variables
      .command('unset')
      .description('take values away: what a weaker level or the blueprint says holds again')
      .argument('<name...>', 'as blueprints write it'),
  ).action(async (names: string[], flags: PlaceFlags, command: Command) => {
    const cli = open(command);
    const { name: where, ...place } = await findPlace(cli, flags);
    const kept = await cli.groundwork.variables.list(place);
    const missing = names.filter((wanted) => kept.every(({ name }) => name !== wanted));
    if (missing.length > 0)
      throw new CliError(`No value of ${missing.join(', ')} is kept for ${where}. Nothing was changed.`, {
        code: 'NOT_FOUND',
        where: kept.slice(0, 10).map(({ name }) => name),
      });
    await cli.groundwork.variables.set({ ...place, values: names.map((name) => ({ name, value: null })) });
    cli.print({ ...place, unset: names }, () => `Took away ${names.join(', ')} of ${where}.`);
  });
}
