import type { Command } from 'commander';
import type { Open } from '../session/open.ts';
import { findPlace, type PlaceFlags, withPlace } from '../session/value-place.ts';
import { showValues } from '../show/show-values.ts';

export function addVariablesList(variables: Command, open: Open): void {
  withPlace(
    variables
      .command('list', { isDefault: true })
      .description('list the values that are kept; secret ones without their text'),
  ).action(async (flags: PlaceFlags, command: Command) => {
    const cli = open(command);
    const { name, ...place } = await findPlace(cli, flags);
    const values = await cli.groundwork.variables.list(place);
    cli.print({ ...place, values }, (data, colors, columns) =>
      data.values.length === 0 ? `No values are kept for ${name}.` : showValues(data.values, colors, columns),
    );
  });
}
