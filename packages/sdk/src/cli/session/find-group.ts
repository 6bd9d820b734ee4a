import type { AccountView } from '../../index.ts';
import { CliError } from '../cli-error.ts';

/** By id, or by name in whatever letters; of the groups that have an account. */
export function findGroup(accounts: readonly AccountView[], wanted: string): { id: string; name: string } {
  const groups = new Map(accounts.flatMap(({ group }) => (group ? [[group.id, group]] : [])));
  const found = [...groups.values()].find(
    ({ id, name }) => id === wanted || name.toLowerCase() === wanted.trim().toLowerCase(),
  );
  if (found) return found;
  throw new CliError(`There is no group "${wanted}" with an account in it.`, {
    code: 'NOT_FOUND',
    where: [...groups.values()].slice(0, 10).map(({ name }) => name),
    next: 'groundwork accounts',
  });
}
