import { type Command, Option } from 'commander';
import type { NewValue, StoredValueView } from '../../index.ts';
import { CliError } from '../cli-error.ts';
import { askText } from '../session/ask.ts';
import type { Cli } from '../session/cli.ts';
import type { Open } from '../session/open.ts';
import { readValues, typedValue, type VariableType } from '../session/read-variables.ts';
import { findPlace, type PlaceFlags, withPlace } from '../session/value-place.ts';
import { showValues } from '../show/show-values.ts';

interface Flags extends PlaceFlags {
  secret?: boolean;
  type?: VariableType;
  file: string | undefined;
}

const types: VariableType[] = ['string', 'number', 'boolean', 'list'];

export function addVariablesSet(variables: Command, open: Open): void {
  withPlace(
    variables
      .command('set')
      .description('keep values; plans use them wherever a blueprint has a variable of that name')
      .argument('[name=value...]', 'a name alone: its value is read from stdin, or asked for'),
  )
    .option('--secret', 'never shown again; asked for without an echo')
    .addOption(new Option('--type <type>', 'what the value is; else what it was, or a text').choices(types))
    .option('--file <file>', 'values from a YAML or JSON file; - reads stdin')
    .action(async (pairs: string[], flags: Flags, command: Command) => {
      const cli = open(command);
      const { name: where, ...place } = await findPlace(cli, flags);
      const kept = await cli.groundwork.variables.list(place);
      const given = [...(await ofFile(cli, flags)), ...(await ofPairs(cli, pairs, flags, kept))];
      const values = given.map(({ name, value }) => ({ name, value, ...(flags.secret ? { secret: true } : {}) }));
      if (values.length === 0)
        throw new CliError('Which value? Give name=value, a name alone, or --file.', {
          next: 'groundwork variables set --help',
        });
      const all = await cli.groundwork.variables.set({ ...place, values });
      const names = new Set(values.map(({ name }) => name));
      const now = all.filter(({ name }) => names.has(name));
      cli.print({ ...place, values: now }, (data, colors, columns) => showValues(data.values, colors, columns));
      cli.say(`Kept for ${where}.`);
      warnOfHistory(cli, pairs, now);
    });
}

type Given = Pick<NewValue, 'name' | 'value'>;

async function ofFile(cli: Cli, { file }: Flags): Promise<Given[]> {
  if (file === undefined) return [];
  return Object.entries(await readValues(cli, file)).map(([name, value]) => ({ name, value }));
}

async function ofPairs(
  cli: Cli,
  pairs: readonly string[],
  { secret = false, type, file }: Flags,
  kept: readonly StoredValueView[],
): Promise<Given[]> {
  const alone = pairs.filter((pair) => !pair.includes('='));
  if (alone.length > 1 || (alone.length === 1 && file === '-' && !cli.mayAsk))
    throw new CliError(`One value comes from stdin, not those of ${alone.join(' and ')}. Set them one by one.`);
  const given: Given[] = [];
  for (const pair of pairs) {
    const at = pair.indexOf('=');
    const name = at === -1 ? pair : pair.slice(0, at);
    if (name === '') throw new CliError(`${pair} is no name=value.`);
    const before = kept.find((one) => one.name === name);
    const text = at === -1 ? await readValue(cli, name, secret || before?.secret === true) : pair.slice(at + 1);
    given.push({ name, value: typedValue(name, text, type ?? typeOf(before)) });
  }
  return given;
}

/** A person is asked; otherwise it is what comes on stdin, without the line end that `echo` adds. */
async function readValue(cli: Cli, name: string, hidden: boolean): Promise<string> {
  const text = cli.mayAsk
    ? await askText(cli, `Value of ${name}`, { flag: `Give ${name}=value.`, hidden })
    : (await cli.terminal.readStdin()).replace(/\r?\n$/, '');
  if (text === '')
    throw new CliError(`The value of ${name} is empty. Nothing was changed.`, {
      next: `groundwork variables set ${name}${hidden ? ' --secret' : ''} < file`,
    });
  return text;
}

/** Of a secret one it is not told. */
function typeOf(before: StoredValueView | undefined): VariableType {
  if (!before || before.secret) return 'string';
  return Array.isArray(before.value) ? 'list' : (typeof before.value as 'string' | 'number' | 'boolean');
}

/** Also where the blueprint, and not a flag, makes it a secret. */
function warnOfHistory(cli: Cli, pairs: readonly string[], now: readonly StoredValueView[]): void {
  const told = now.filter(({ name, secret }) => secret && pairs.some((pair) => pair.startsWith(`${name}=`)));
  for (const { name } of told)
    cli.warn(
      `The secret ${name} stood on the command line: the shell's history may hold it, and others on this machine could see it. Next time leave =value away, or give it on stdin.`,
    );
}
