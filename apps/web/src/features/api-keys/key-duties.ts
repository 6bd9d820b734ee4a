import { type KeyRole, keyRoles, type Role, roles } from '@groundwork/shared';

/** What a key may do by its role, each with what the one before it may. No key manages people, or makes a key. */
export const keyDuties: Record<KeyRole, string> = {
  viewer: 'Reads everything, changes nothing',
  operator: 'Writes blueprints, plans and applies',
  admin: 'Sets rules and schedules, and redrives jobs',
};

/** What a key may do that a person of this role let in. */
export const keyDutyOf = (own: Role): string => keyDuties[own === 'owner' ? 'admin' : own];

/** What somebody of this role may give to a key. */
export const keyRolesOf = (own: Role): KeyRole[] =>
  keyRoles.filter((role) => roles.indexOf(role) <= roles.indexOf(own));
