import { AppError, keyRoles, type Role } from '@groundwork/shared';

/** Refuses to make a key an owner's, which could do no more than an admin's. A tool that signs in is whoever let it in, owner or not. */
export function requireKeyRole(role: Role): void {
  if (keyRoles.some((given) => given === role)) return;
  throw new AppError(
    'BAD_REQUEST',
    "A key is made as viewer, operator or admin. An owner's could do no more than an admin's, as no key hands the agency over: ask for admin.",
  );
}
