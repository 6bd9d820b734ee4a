/** A member's role in an agency; each holds what the one before it holds. */
export const roles = ['viewer', 'operator', 'admin', 'owner'] as const;
export type Role = (typeof roles)[number];

/** What a key is made with. An owner's could do no more than an admin's: none can hand the agency over. */
export const keyRoles = ['viewer', 'operator', 'admin'] as const satisfies readonly Role[];
export type KeyRole = (typeof keyRoles)[number];

export const permissions = {
  read: 'viewer',
  'blueprint.write': 'operator',
  'plan.create': 'operator',
  'job.start': 'operator',
  'job.control': 'operator',
  'account.sync': 'operator',
  'connection.test': 'operator',
  'variable.write': 'operator',
  'rollout.run': 'operator',
  'drift.handle': 'operator',
  /** One's own, that may no more than oneself. */
  'key.create': 'viewer',
  /** Everybody's. */
  'key.manage': 'admin',
  'assistant.use': 'operator',
  'assistant.settings': 'admin',
  'drift.settings': 'admin',
  'rule.manage': 'admin',
  'job.redrive': 'admin',
  'member.manage': 'admin',
} as const satisfies Record<string, Role>;
export type Permission = keyof typeof permissions;

/** The one place that says which role may do what. */
export const may = (role: Role, permission: Permission): boolean =>
  roles.indexOf(role) >= roles.indexOf(permissions[permission]);
