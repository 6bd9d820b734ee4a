import { confirm, isCancel, password, text } from '@clack/prompts';
import { CliError, interrupted } from '../cli-error.ts';
import { printable } from '../printable.ts';
import type { Cli } from './cli.ts';

// What is asked is no data: it goes beside it.
const output = process.stderr;

export async function askYes(cli: Cli, question: string): Promise<boolean> {
  mustBeAble(cli, '--auto-approve');
  const answer = await confirm({ message: printable(question), initialValue: false, output });
  if (isCancel(answer)) throw interrupted('Nothing was done.');
  return answer;
}

/** True only for the very words. */
export async function askTyped(cli: Cli, expected: string): Promise<boolean> {
  mustBeAble(cli, `--confirm ${JSON.stringify(expected)}`);
  const answer = await text({ message: printable(`Type "${expected}" to go on`), defaultValue: '', output });
  if (isCancel(answer)) throw interrupted('Nothing was done.');
  return answer.trim() === expected.trim();
}

/** What is typed is not shown where it is hidden. `flag`: what says it where nobody can be asked. */
export async function askText(
  cli: Cli,
  question: string,
  { flag, hidden = false }: { flag: string; hidden?: boolean },
): Promise<string> {
  if (!cli.mayAsk) throw new CliError(`There is nobody to ask. Nothing was done. ${flag}`, { code: 'ANSWER_NEEDED' });
  const message = printable(question);
  const answer = hidden ? await password({ message, output }) : await text({ message, defaultValue: '', output });
  if (isCancel(answer)) throw interrupted('Nothing was done.');
  return answer ?? '';
}

/** Without a person there is nobody to wait for: better an error than a pipeline that hangs. */
export function mustBeAble(cli: Cli, flag: string): void {
  if (cli.mayAsk) return;
  throw new CliError(`This needs an approval, and there is nobody to ask. Nothing was done. Approve it by ${flag}.`, {
    code: 'APPROVAL_NEEDED',
  });
}
