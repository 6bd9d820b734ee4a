import { readApiBackupEnv } from '@groundwork/oauth/env';
import type { Place, Scope } from '@groundwork/oauth/back-up';

/** The API's database as backup and restore see it: all of our tables, and the messages that wait in the queue. */
export function apiDatabase(source: Record<string, string | undefined>): Place {
  const { DATABASE_URL, BACKUP_KEYS } = readApiBackupEnv(source);
  return { scope: apiScope, databaseUrl: DATABASE_URL, keys: BACKUP_KEYS };
}

/** Queues, schedules and versions come with the migrations. */
const queueTables = ['pgboss.job'];

const apiScope: Scope = {
  label: 'api',
  keysVariable: 'BACKUP_KEYS',
  async listTables(client) {
    const { rows } = await client.query<{ name: string }>(
      `select tablename as name from pg_tables where schemaname = 'public' and tablename not like 'kysely_%' order by 1`,
    );
    return [...rows.map(({ name }) => name), ...queueTables];
  },
  /** Tables refer to each other in circles: no order would do. Made again, every reference is checked. */
  async putReferencesAside(client) {
    const { rows } = await client.query<{ table: string; name: string; definition: string }>(
      `select conrelid::regclass::text as table, quote_ident(conname) as name, pg_get_constraintdef(oid) as definition
       from pg_constraint where contype = 'f' and connamespace = 'public'::regnamespace`,
    );
    for (const { table, name } of rows) await client.query(`alter table ${table} drop constraint ${name}`);
    return async () => {
      for (const { table, name, definition } of rows)
        await client.query(`alter table ${table} add constraint ${name} ${definition}`);
    };
  },
};
