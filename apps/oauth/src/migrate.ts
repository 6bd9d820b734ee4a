import { Migrator } from 'kysely/migration';
import { connectDatabase } from './db/connect.ts';
import type { Database } from './db/connect.ts';
import * as start from './migrations/0001-start.ts';
import * as keyWriters from './migrations/0002-key-writers.ts';
import * as bridge from './migrations/0003-bridge.ts';
import * as locationStates from './migrations/0004-location-states.ts';
import * as refreshDue from './migrations/0005-refresh-due.ts';

const migrations = {
  '0001-start': start,
  '0002-key-writers': keyWriters,
  '0003-bridge': bridge,
  '0004-location-states': locationStates,
  '0005-refresh-due': refreshDue,
};

/** Brings the OAuth service's database up to date. Any number of processes may call it at once: one does it, the rest wait. */
export async function migrate(databaseUrl: string): Promise<void> {
  const db = connectDatabase(databaseUrl, () => undefined);
  try {
    const { error } = await migrator(db).migrateToLatest();
    if (error !== undefined) throw error;
  } finally {
    await db.destroy();
  }
}

/** Names of migrations this build needs and the database lacks. */
export async function missingMigrations(db: Database): Promise<string[]> {
  const known = await migrator(db).getMigrations();
  return known.filter((migration) => migration.executedAt === undefined).map((migration) => migration.name);
}

const migrator = (db: Database): Migrator =>
  new Migrator({ db, provider: { getMigrations: () => Promise.resolve(migrations) } });
