import type { Command } from 'commander';
import { examples } from '../help/examples.ts';

/** The reference as Markdown: what `--help` says of every command. */
export function renderReference(program: Command): string {
  const help = program.createHelp();
  const leaves = commandsOf(program).filter(({ command }) => help.visibleCommands(command).every(isHelp));
  return [
    '# The `groundwork` command',
    '',
    '<!-- Written by packages/sdk/src/cli/reference/write-reference.ts from the commands themselves. -->',
    '',
    `${program.description()} In a clone it is run by \`npm run --silent cli -- …\`.`,
    '',
    ...ground,
    '## Options of every command',
    '',
    ...listOf(help.visibleOptions(program).map((option) => [help.optionTerm(option), help.optionDescription(option)])),
    ...leaves.flatMap(({ path, command }) => [
      `## ${path}`,
      '',
      sentence(command.description()),
      '',
      '```text',
      `groundwork ${path} ${command.usage().replace('[options]', '').trim()}`.trim(),
      '```',
      '',
      ...listOf([
        ...help
          .visibleArguments(command)
          .map((one) => [help.argumentTerm(one), help.argumentDescription(one)] as const),
        ...help
          .visibleOptions(command)
          .filter(({ long }) => long !== '--help')
          .map((option) => [help.optionTerm(option), help.optionDescription(option)] as const),
      ]),
      ...exampleOf(path),
    ]),
  ]
    .join('\n')
    .replace(/\n+$/, '\n');
}

const ground = [
  'Data goes to stdout, everything else to stderr. `NO_COLOR` is respected. With `--json` the result is one envelope,',
  '`{ "schemaVersion": 1, "command": …, "ok": true, "data": … }`, or `"ok": false` with an `error`; with `--ndjson` each event is a',
  'line, and the last line is the result. Where stdin is no terminal, or `CI` is set, nothing is asked, as with `--no-input`.',
  '',
  '| Exit code | Means |',
  '| --- | --- |',
  '| 0 | done; with `--detailed-exitcode`: no changes, no drift |',
  '| 1 | an error; nothing more was done than the message says |',
  '| 2 | with `--detailed-exitcode`: there are changes, or drift |',
  '| 4 | not signed in |',
  '| 130 | interrupted by Ctrl-C |',
  '',
  'Flags win over the environment, that over `groundwork.yaml` of the folder or one above it, that over the profile in',
  '`~/.config/groundwork/config.json`. A key in `GROUNDWORK_API_KEY` needs `GROUNDWORK_URL` or `--url` beside it, and a key of a',
  "profile goes to that profile's address only: so no file of a repository can lead it elsewhere.",
  '',
];

interface Named {
  path: string;
  command: Command;
}

const commandsOf = (program: Command, above: readonly string[] = []): Named[] =>
  program
    .createHelp()
    .visibleCommands(program)
    .filter((command) => !isHelp(command))
    .flatMap((command) => {
      const path = [...above, command.name()];
      return [{ path: path.join(' '), command }, ...commandsOf(command, path)];
    });

const isHelp = (command: Command): boolean => command.name() === 'help';

const listOf = (rows: readonly (readonly [string, string] | string[])[]): string[] =>
  rows.length === 0 ? [] : [...rows.map(([term = '', text = '']) => `- \`${term}\`: ${text}`), ''];

const exampleOf = (path: string): string[] => {
  const lines = examples[path] ?? [];
  return lines.length === 0
    ? []
    : ['For example:', '', '```text', ...lines.map((words) => `groundwork ${words}`), '```', ''];
};

const sentence = (text: string): string => `${text.charAt(0).toUpperCase()}${text.slice(1)}.`;
