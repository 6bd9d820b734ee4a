import type { Command } from 'commander';
import type { ApiKeyView } from '../../index.ts';
import { CliError } from '../cli-error.ts';
import type { Open } from '../session/open.ts';

export function addKeysRevoke(keys: Command, open: Open): void {
  keys
    .command('revoke')
    .description('end a key of yours at once; a key ends none that may more than itself')
    .argument('<key>', 'its id or its name')
    .action(async (wanted: string, _flags: object, command: Command) => {
      const cli = open(command);
      const { id } = findKey(await cli.groundwork.keys.list(), wanted);
      const key = await cli.groundwork.keys.revoke(id);
      cli.print(key, ({ name }) => `Revoked the key "${name}".`);
      if (key.isCaller) cli.say('It was the key of this call: sign in again with groundwork login.');
    });
}

/** By id, or of those that work by name in whatever letters: they have names of their own. */
function findKey(keys: readonly ApiKeyView[], wanted: string): ApiKeyView {
  const named = ({ name }: ApiKeyView) => name.toLowerCase() === wanted.trim().toLowerCase();
  const found = keys.find(({ id }) => id === wanted) ?? keys.find((key) => key.state === 'active' && named(key));
  if (found) return found;
  throw new CliError(
    keys.some(named) ? `The key "${wanted}" has ended before.` : `There is no key "${wanted}" of yours.`,
    { code: 'NOT_FOUND', next: 'groundwork keys list --all' },
  );
}
