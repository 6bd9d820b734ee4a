import type { Command } from 'commander';
import { expect, test } from 'vitest';
import { createProgram } from '../create-program.ts';
import { commandName } from '../session/cli.ts';
import { processTerminal } from '../terminal.ts';
import { examples } from './examples.ts';
import { usualCommand } from './help.ts';

const program = () => createProgram({ terminal: processTerminal(), exitCode: 0, command: '' });

const all = (command: Command): Command[] => [command, ...command.commands.flatMap(all)];
const wordsOf = (line: string): string[] =>
  [...line.replace(/ [|<>].*$/, '').matchAll(/'([^']*)'|(\S+)/g)].map(([, quoted, bare]) => quoted ?? bare ?? '');

/** The command that takes the words, and what nobody takes of them. */
function take(command: Command, words: string[]): { taker: Command; left: string[]; strange: string[] } {
  const { operands, unknown } = command.parseOptions(words);
  const sub = command.commands.find((one) => one.name() === operands[0]);
  if (sub) return take(sub, [...operands.slice(1), ...unknown]);
  const usual = usualCommand(command);
  return usual ? take(usual, [...operands, ...unknown]) : { taker: command, left: operands, strange: unknown };
}

test.each(Object.entries(examples))('every example of "%s" is one that the commands take', (path, lines) => {
  const names = all(program()).map((command) => commandName(command));
  expect(names).toContain(path);
  for (const line of lines) {
    const { taker, left, strange } = take(program(), wordsOf(line));
    expect({ line, strange }).toEqual({ line, strange: [] });
    const most = taker.registeredArguments.some(({ variadic }) => variadic) ? 9 : taker.registeredArguments.length;
    expect(left.length).toBeLessThanOrEqual(most);
    expect(left.length).toBeGreaterThanOrEqual(taker.registeredArguments.filter(({ required }) => required).length);
    expect(`${commandName(taker)} `.startsWith(`${path} `) || path === '' || commandName(taker).startsWith(path)).toBe(
      true,
    );
  }
});

test('where a command may be left out, the help of what it belongs to has its options', () => {
  const text = (name: string) =>
    program()
      .commands.find((command) => command.name() === name)
      ?.helpInformation() ?? '';
  expect(text('drift')).toContain('--detailed-exitcode');
  expect(text('jobs')).toContain('--state <state>');
});

test.each([40, 60, 80, 120])('no help of any command is wider than a screen of %i columns', (columns) => {
  for (const command of all(program())) {
    command.configureOutput({ getOutHelpWidth: () => columns });
    const [lists = ''] = command.helpInformation().split('Examples:');
    const wide = lists.split('\n').filter((line) => line.length > columns && !line.startsWith('Usage:'));
    expect({ command: commandName(command), wide }).toEqual({ command: commandName(command), wide: [] });
  }
});
