import type { Command } from 'commander';
import type { Open } from '../session/open.ts';
import { addKeysCreate } from './keys-create.ts';
import { addKeysList } from './keys-list.ts';
import { addKeysRevoke } from './keys-revoke.ts';

export function addKeys(program: Command, open: Open): void {
  const keys = program.command('keys').description('make, list and revoke API keys');
  addKeysCreate(keys, open);
  addKeysList(keys, open);
  addKeysRevoke(keys, open);
}
