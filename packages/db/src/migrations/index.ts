import type { Migration } from 'kysely/migration';
import * as foundation from './0001-foundation.ts';
import * as jobControlAndMembers from './0002-job-control-and-members.ts';
import * as connections from './0003-connections.ts';
import * as retainedResources from './0004-retained-resources.ts';
import * as provisioning from './0005-provisioning.ts';
import * as assistant from './0006-assistant.ts';
import * as apiKeys from './0007-api-keys.ts';
import * as auditIndexes from './0008-audit-indexes.ts';
import * as keyWishes from './0009-key-wishes.ts';
import * as outcomesAndWhose from './0010-outcomes-and-whose.ts';
import * as termsOfApprovals from './0011-terms-of-approvals.ts';

/** In order; a migration that has run anywhere never changes. */
export const migrations: Record<string, Migration> = {
  '0001-foundation': foundation,
  '0002-job-control-and-members': jobControlAndMembers,
  '0003-connections': connections,
  '0004-retained-resources': retainedResources,
  '0005-provisioning': provisioning,
  '0006-assistant': assistant,
  '0007-api-keys': apiKeys,
  '0008-audit-indexes': auditIndexes,
  '0009-key-wishes': keyWishes,
  '0010-outcomes-and-whose': outcomesAndWhose,
  '0011-terms-of-approvals': termsOfApprovals,
};
