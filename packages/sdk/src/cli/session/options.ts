import { Argument, type Command, InvalidArgumentError, Option } from 'commander';

/** An option that may be given several times. */
export const many = (flags: string, description: string): Option =>
  new Option(flags, `${description}; may be repeated`)
    .argParser((value: string, before: readonly string[]): string[] => [...before, value])
    .default([], 'none');

export function wholeNumber(text: string): number {
  const number = Number(text);
  if (text.trim() !== '' && Number.isInteger(number) && number >= 0) return number;
  throw new InvalidArgumentError('It is a whole number from 0.');
}

/** What a person takes from another name is told at once, with the list that has it. */
export const idOf = (what: 'job' | 'rollout'): Argument =>
  new Argument(`<${what}>`, 'its id').argParser((text: string) => {
    if (/^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$/i.test(text)) return text;
    throw new InvalidArgumentError(
      `It is an id, as \`groundwork ${what === 'job' ? 'jobs' : 'rollout list'}\` shows it.`,
    );
  });

export const withVariables = (command: Command): Command =>
  command
    .addOption(many('--var <name=value>', 'a value for a variable, for this plan alone'))
    .addOption(many('--var-file <file>', 'values from a YAML or JSON file; - reads stdin'));

export const withApproval = (command: Command): Command =>
  command
    .option('--auto-approve', 'do not ask; a plan that destroys still needs --confirm')
    .addOption(many('--confirm <name>', 'approve what is destroyed in the account of this name'))
    .option('--follow', 'show live progress, account by account')
    .option('--detach', 'start, and do not wait for the end');
