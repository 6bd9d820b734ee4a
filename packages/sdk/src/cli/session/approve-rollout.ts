import type { RolloutView } from '../../index.ts';
import { CliError } from '../cli-error.ts';
import { count } from '../show/words.ts';
import { askTyped, askYes } from './ask.ts';
import type { Cli } from './cli.ts';

export interface ApprovalFlags {
  autoApprove?: boolean;
  confirm?: string;
}

/** Resolves with what was typed where something is destroyed. An approval by flag is none for that. */
export async function approveRollout(
  cli: Cli,
  { confirmText, destructive, name, total }: RolloutView,
  flags: ApprovalFlags,
): Promise<string | undefined> {
  if (confirmText === null) {
    if (flags.autoApprove || (await askYes(cli, `Start "${name}" for ${count(total, 'account')}?`))) return undefined;
    throw new CliError('Not approved. Nothing was applied.', { code: 'NOT_APPROVED' });
  }
  if (flags.confirm?.trim() === confirmText.trim()) return confirmText;
  cli.say(`This destroys something in ${count(destructive, 'account')}.`);
  if (await askTyped(cli, confirmText)) return confirmText;
  throw new CliError(`That is not "${confirmText}". Nothing was applied.`, { code: 'NOT_APPROVED' });
}
