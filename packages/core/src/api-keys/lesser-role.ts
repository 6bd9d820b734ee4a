import { type Role, roles } from '@groundwork/shared';

/** What a key may that has the one role, of a member who has the other. */
export const lesserRole = (one: Role, other: Role): Role => (roles.indexOf(one) < roles.indexOf(other) ? one : other);
