import { Command, CommanderError } from 'commander';

/** The name that was probably meant. Commander knows it, and tells it only in an error: so it is asked for a name there is none of. */
export function nearestName(word: string, names: readonly string[]): string | null {
  const asked = new Command().helpOption(false).helpCommand(false).exitOverride();
  asked.configureOutput({ writeErr: () => {} });
  for (const name of names) asked.command(name);
  try {
    asked.parse([word], { from: 'user' });
  } catch (error) {
    if (!(error instanceof CommanderError)) throw error;
    return /\(Did you mean (?:one of )?([^?,]+)/.exec(error.message)?.[1] ?? null;
  }
  return null;
}
