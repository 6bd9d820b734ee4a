import { AppError, type Role, roles } from '@groundwork/shared';
import type { KeysOf } from './lock-keys-of.ts';

/** Refuses a key that may more than its maker, or whose name is taken. Nothing of it is made less in silence. */
export function requireMayMake({ role, names }: KeysOf, wanted: { name: string; role: Role }): void {
  if (roles.indexOf(wanted.role) > roles.indexOf(role))
    throw new AppError(
      'FORBIDDEN',
      `Your role is ${role}, so a key of yours cannot be ${wanted.role}. Ask for one that is ${role} at most.`,
    );
  if (names.has(wanted.name.toLowerCase()))
    throw new AppError('CONFLICT', `You have a key "${wanted.name}" already. Choose another name, or revoke that one.`);
}
