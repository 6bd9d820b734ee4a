import type { Client } from 'pg';
import pg from 'pg';
import { z } from 'zod';
import type { OAuthDatabase } from '../db/schema.ts';
import { BackupError } from './frames.ts';

/** What a backup holds, in an order in which references find their rows. */
export const tables: readonly (keyof OAuthDatabase)[] = [
  'installations',
  'location_tokens',
  'installed_locations',
  'moved_locations',
  'install_attempts',
  'tickets',
  'webhook_deliveries',
  'refresh_journal',
  'leases',
  'token_reads',
  'connection_log',
  'bridge_nonces',
];

/**
 * What belongs to one database and not to its contents: the replicas that run on it, its migrations, and its feed. A
 * restored database has a feed of its own, and backends that knew another forget what they hold.
 */
const notBackedUp = ['key_writers', 'bridge_feed', 'bridge_events', 'kysely_migration', 'kysely_migration_lock'];

/** The notes between the rows of a backup. */
export const notes = {
  begin: z.object({ migrations: z.array(z.string()) }),
  table: z.object({ table: z.string(), columns: z.array(z.string()) }),
  /** After the rows of a table. */
  rows: z.object({ rows: z.number().int() }),
  end: z.object({ tables: z.number().int() }),
};

/** The schema's version: the names of the migrations it has had. */
export async function migrationsOf(client: Client): Promise<string[]> {
  const { rows } = await client.query<{ name: string }>('select name from kysely_migration order by name');
  return rows.map(({ name }) => name);
}

/** Without the columns that PostgreSQL computes. */
export async function columnsOf(client: Client, table: string): Promise<string[]> {
  const { rows } = await client.query<{ column_name: string }>(
    `select attname as column_name from pg_attribute
     where attrelid = $1::regclass and attnum > 0 and not attisdropped and attgenerated = '' order by attnum`,
    [table],
  );
  return rows.map(({ column_name }) => column_name);
}

/** A table that a migration brought and this list lacks would be missed on the day it is needed. */
export async function assertTablesKnown(client: Client): Promise<void> {
  const { rows } = await client.query<{ tablename: string }>(
    `select tablename from pg_tables where schemaname = 'public' and tablename <> all($1)`,
    [[...tables, ...notBackedUp]],
  );
  if (rows.length > 0) {
    const names = rows.map(({ tablename }) => tablename).join(', ');
    throw new BackupError(
      `This version does not know the tables ${names}. Use the version that migrated the database.`,
    );
  }
}

/** A connection of its own, which works to its end or leaves nothing behind. */
export async function withClient<T>(databaseUrl: string, work: (client: Client) => Promise<T>): Promise<T> {
  const client = new pg.Client({ connectionString: databaseUrl, application_name: 'groundwork-backup' });
  // A connection that breaks fails the query that runs; without a listener it would end the process too.
  client.on('error', () => undefined);
  await client.connect();
  try {
    return await work(client);
  } finally {
    await client.end().catch(() => undefined);
  }
}

export const copyList = (columns: readonly string[]): string =>
  columns.map((name) => pg.escapeIdentifier(name)).join(', ');
