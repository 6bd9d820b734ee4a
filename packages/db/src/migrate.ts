import { Migrator } from 'kysely/migration';
import { connect } from './client.ts';
import { migrations } from './migrations/index.ts';

/** Brings the database to the newest schema. Safe when several processes do it at once (Kysely takes an advisory lock). */
export async function migrate(databaseUrl: string): Promise<void> {
  const db = connect(databaseUrl, { maxConnections: 2 });
  try {
    const { error } = await migrator(db).migrateToLatest();
    if (error) throw error;
  } finally {
    await db.destroy();
  }
}

/** Names of migrations that have not run yet. An app with any does not start. */
export async function pendingMigrations(db: Parameters<typeof migrator>[0]): Promise<string[]> {
  const known = await migrator(db).getMigrations();
  return known.filter((migration) => !migration.executedAt).map((migration) => migration.name);
}

const migrator = (db: ReturnType<typeof connect>) =>
  new Migrator({ db, provider: { getMigrations: () => Promise.resolve(migrations) } });
