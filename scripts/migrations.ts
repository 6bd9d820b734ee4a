import { migrateQueue } from '@groundwork/core';
import { migrate } from '@groundwork/db';
import { migrate as migrateOAuth } from '@groundwork/oauth/migrate';

/** Brings both databases to this build's schema. Safe while others do the same. */
export async function migrateBoth(databaseUrl: string, oauthDatabaseUrl: string): Promise<void> {
  await Promise.all([migrate(databaseUrl).then(() => migrateQueue(databaseUrl)), migrateOAuth(oauthDatabaseUrl)]);
}
