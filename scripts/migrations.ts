import { migrateQueue } from '@groundwork/core';
import { migrate } from '@groundwork/db';
import { migrate as migrateOAuthService } from '@groundwork/oauth/migrate';

export { migrateOAuthService };

/** Our tables, then pg-boss's. Safe while others do the same. */
export async function migrateApi(databaseUrl: string): Promise<void> {
  await migrate(databaseUrl);
  await migrateQueue(databaseUrl);
}
