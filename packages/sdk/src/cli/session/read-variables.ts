import { parse } from 'yaml';
import { z } from 'zod';
import type { BlueprintVersionView, VariableValues } from '../../index.ts';
import { CliError } from '../cli-error.ts';
import type { Cli } from './cli.ts';
import { readInput } from './read-input.ts';

export type VariableType = BlueprintVersionView['variables'][number]['type'];

export interface VariableFlags {
  var: string[];
  varFile: string[];
}

const values = z.record(z.string(), z.union([z.string(), z.number(), z.boolean(), z.array(z.string())]));

/** The project's, then each file's, then each `--var`: the last one wins. Only the blueprint's own are taken of the project's. */
export async function readVariables(
  cli: Cli,
  flags: VariableFlags,
  { variables }: Pick<BlueprintVersionView, 'variables'>,
): Promise<VariableValues> {
  const types = new Map(variables.map(({ name, type }) => [name, type]));
  const shared = Object.entries(cli.settings.project.variables ?? {}).filter(([name]) => types.has(name));
  const read: VariableValues = Object.fromEntries(shared);
  for (const file of flags.varFile) Object.assign(read, await readValues(cli, file));
  for (const pair of flags.var) {
    const at = pair.indexOf('=');
    if (at < 1) throw new CliError(`--var ${pair} is no name=value.`);
    const [name, text] = [pair.slice(0, at), pair.slice(at + 1)];
    read[name] = typedValue(name, text, types.get(name));
  }
  return read;
}

export async function readValues(cli: Cli, file: string): Promise<VariableValues> {
  const text = await readInput(cli.terminal, file);
  try {
    return values.parse(parse(text) ?? {});
  } catch {
    throw new CliError(`${file} holds no values. It is YAML or JSON: a name, a colon and a value in each line.`, {
      code: 'FILE_UNREADABLE',
      where: [file],
    });
  }
}

/** A command line knows only texts; the blueprint knows what is meant. Whatever else is wrong the server says. */
export function typedValue(name: string, text: string, type: VariableType | undefined): VariableValues[string] {
  switch (type) {
    case 'number': {
      const number = Number(text);
      if (text.trim() === '' || !Number.isFinite(number))
        throw new CliError(`"${name}" is a number, and what was given is none.`, { code: 'VARIABLE_INVALID' });
      return number;
    }
    case 'boolean':
      if (text !== 'true' && text !== 'false')
        throw new CliError(`"${name}" is true or false, and nothing else.`, {
          code: 'VARIABLE_INVALID',
        });
      return text === 'true';
    case 'list':
      return text === '' ? [] : text.split(',').map((part) => part.trim());
    case 'string':
    case undefined:
      return text;
  }
}
