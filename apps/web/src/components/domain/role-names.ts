import type { Role } from '@groundwork/shared';

export const roleNames: Record<Role, string> = {
  viewer: 'Viewer',
  operator: 'Operator',
  admin: 'Admin',
  owner: 'Owner',
};

/** What a role may do, each with what the one before it may. */
export const roleDuties: Record<Role, string> = {
  viewer: 'Sees everything, changes nothing',
  operator: 'Writes blueprints, plans and applies',
  admin: 'Manages members and redrives jobs',
  owner: 'The one who can hand the agency over',
};
