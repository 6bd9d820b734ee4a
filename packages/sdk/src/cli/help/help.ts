import { type Argument, type Command, Help, type HelpConfiguration, type Option } from 'commander';
import { commandName } from '../session/cli.ts';
import type { Colors } from '../terminal.ts';
import { examples } from './examples.ts';

type Item = readonly [term: string, description: string];

/** Commands before options, options of every command in a line, and what is typed most at the end. */
export const help = ({ bold, dim }: Colors): HelpConfiguration => ({
  formatHelp(command, helper) {
    const termWidth = helper.padWidth(command, helper);
    const width = helper.helpWidth ?? 80;
    const section = (title: string, lines: readonly string[]) =>
      lines.length === 0 ? [] : [`${bold(title)}\n${lines.join('\n')}`];
    const list = (title: string, items: readonly Item[]) =>
      section(
        title,
        items.map(([term, description]) => helper.formatItem(term, termWidth, description, helper)),
      );
    const groups = Map.groupBy(
      helper.visibleCommands(command).filter(isNotHelp),
      (sub) => sub.helpGroup() || 'Commands:',
    );
    const everywhere = optionsOfAll(command).map(({ long, short }) => long ?? short ?? '');
    const shown = examples[commandName(command)] ?? [];
    return `${[
      `${bold('Usage:')} ${helper.commandUsage(command)}`,
      helper.boxWrap(helper.commandDescription(command), width),
      ...list(
        'Arguments:',
        helper.visibleArguments(command).map((one) => [helper.argumentTerm(one), helper.argumentDescription(one)]),
      ),
      ...[...groups].flatMap(([title, subs]) =>
        list(
          title,
          subs.map((sub) => [helper.subcommandTerm(sub), helper.subcommandDescription(sub)]),
        ),
      ),
      ...list(
        'Options:',
        helper.visibleOptions(command).map((one) => [helper.optionTerm(one), helper.optionDescription(one)]),
      ),
      ...section(
        'Global options (groundwork --help):',
        everywhere.length === 0 ? [] : [wrapped(everywhere.join(' '), width, '  ')],
      ),
      ...section(
        'Examples:',
        shown.map((words) => `  ${dim('$')} groundwork ${words}`),
      ),
    ].join('\n\n')}\n`;
  },

  /** That most take options needs no saying. */
  subcommandTerm: (command) => [command.name(), ...command.registeredArguments.map(argumentTerm)].join(' '),

  optionDescription(option) {
    return Help.prototype.optionDescription.call(this, option).replace(' (default: none)', '');
  },

  /** With those of the command that runs where none is named. */
  visibleOptions(command) {
    const usual = usualCommand(command)?.options.filter(({ hidden }) => !hidden) ?? [];
    return [...usual, ...Help.prototype.visibleOptions.call(this, command)];
  },

  /** On a narrow screen what it does stands below its name. */
  formatItem(term, termWidth, description, helper) {
    const width = helper.helpWidth ?? 80;
    if (description === '' || width - termWidth - 4 >= leastDescription)
      return Help.prototype.formatItem.call(this, term, termWidth, description, helper);
    return `  ${term}\n${wrapped(description, width, '      ')}`;
  },

  minWidthToWrap: 20,
});

const isNotHelp = (command: Command): boolean => command.name() !== 'help';

const argumentTerm = (argument: Argument): string => {
  const name = `${argument.name()}${argument.variadic ? '...' : ''}`;
  return argument.required ? `<${name}>` : `[${name}]`;
};

const leastDescription = 30;

function optionsOfAll(command: Command): readonly Option[] {
  let top = command;
  while (top.parent) top = top.parent;
  return top === command ? [] : top.options.filter(({ long }) => long !== '--version');
}

/** Commander keeps to itself which it is. */
export function usualCommand(command: Command): Command | undefined {
  const name: unknown = Reflect.get(command, '_defaultCommandName');
  return command.commands.find((one) => one.name() === name);
}

function wrapped(text: string, width: number, indent: string): string {
  const lines: string[] = [];
  for (const word of text.split(' ')) {
    const last = lines.at(-1);
    if (last === undefined || indent.length + last.length + 1 + word.length > width) lines.push(word);
    else lines[lines.length - 1] = `${last} ${word}`;
  }
  return lines.map((line) => `${indent}${line}`).join('\n');
}
