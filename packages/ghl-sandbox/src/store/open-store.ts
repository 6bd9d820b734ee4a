import { mkdirSync } from 'node:fs';
import { join } from 'node:path';
import { DatabaseSync, type SQLInputValue, type StatementSync } from 'node:sqlite';

export interface Store {
  all<Row>(sql: string, ...values: SQLInputValue[]): Row[];
  get<Row>(sql: string, ...values: SQLInputValue[]): Row | undefined;
  run(sql: string, ...values: SQLInputValue[]): number;
  /** Commits what `work` did, unless it throws or `keep` is false. Nested calls join the outer one. */
  transaction<T>(work: () => T, options?: { keep: boolean }): T;
  close(): void;
}

/** Opens `<dataDir>/sandbox.sqlite`, or a database in memory when no folder is given. */
export function openStore(dataDir?: string): Store {
  if (dataDir) mkdirSync(dataDir, { recursive: true, mode: 0o700 });
  const database = new DatabaseSync(dataDir ? join(dataDir, 'sandbox.sqlite') : ':memory:');
  // WAL with NORMAL keeps every commit through a killed process; only a power cut could lose the last ones.
  database.exec('PRAGMA journal_mode = WAL; PRAGMA synchronous = NORMAL; PRAGMA busy_timeout = 5000');
  database.exec(schema);

  const prepared = new Map<string, StatementSync>();
  const statement = (sql: string): StatementSync => {
    const known = prepared.get(sql) ?? database.prepare(sql);
    prepared.set(sql, known);
    return known;
  };

  return {
    all: <Row>(sql: string, ...values: SQLInputValue[]) => statement(sql).all(...values) as Row[],
    get: <Row>(sql: string, ...values: SQLInputValue[]) => statement(sql).get(...values) as Row | undefined,
    run: (sql, ...values) => Number(statement(sql).run(...values).changes),
    transaction(work, options = { keep: true }) {
      if (database.isTransaction) return work();
      database.exec('BEGIN IMMEDIATE');
      try {
        const result = work();
        database.exec(options.keep ? 'COMMIT' : 'ROLLBACK');
        return result;
      } catch (error) {
        if (database.isTransaction) database.exec('ROLLBACK');
        throw error;
      }
    },
    close: () => database.close(),
  };
}

const schema = `
CREATE TABLE IF NOT EXISTS resource (
  seq INTEGER PRIMARY KEY AUTOINCREMENT,
  kind TEXT NOT NULL,
  id TEXT NOT NULL,
  owner_id TEXT,
  body TEXT,
  previous_body TEXT,
  changed_at_ms INTEGER NOT NULL,
  UNIQUE (kind, id)
);
CREATE INDEX IF NOT EXISTS resource_by_owner ON resource (kind, owner_id);
CREATE TABLE IF NOT EXISTS install (
  company_id TEXT NOT NULL,
  location_id TEXT NOT NULL,
  user_id TEXT NOT NULL,
  installed_at_ms INTEGER NOT NULL,
  PRIMARY KEY (company_id, location_id)
);
CREATE TABLE IF NOT EXISTS paused_location (
  location_id TEXT PRIMARY KEY
);
CREATE TABLE IF NOT EXISTS oauth_grant (
  id TEXT PRIMARY KEY,
  client_id TEXT NOT NULL,
  user_type TEXT NOT NULL,
  company_id TEXT NOT NULL,
  location_id TEXT,
  user_id TEXT NOT NULL,
  scope TEXT NOT NULL,
  is_bulk INTEGER NOT NULL,
  approved_locations TEXT NOT NULL,
  approve_all INTEGER NOT NULL,
  future_locations INTEGER NOT NULL,
  created_at_ms INTEGER NOT NULL,
  revoked INTEGER NOT NULL DEFAULT 0
);
CREATE TABLE IF NOT EXISTS code (
  code TEXT PRIMARY KEY,
  grant_id TEXT NOT NULL,
  redirect_uri TEXT NOT NULL,
  expires_at_ms INTEGER NOT NULL,
  used INTEGER NOT NULL DEFAULT 0
);
CREATE TABLE IF NOT EXISTS access_token (
  token_hash TEXT PRIMARY KEY,
  grant_id TEXT NOT NULL,
  expires_at_ms INTEGER NOT NULL
);
CREATE TABLE IF NOT EXISTS refresh_token (
  token_hash TEXT PRIMARY KEY,
  grant_id TEXT NOT NULL,
  expires_at_ms INTEGER NOT NULL,
  used_at_ms INTEGER,
  answer TEXT
);
CREATE TABLE IF NOT EXISTS webhook (
  seq INTEGER PRIMARY KEY AUTOINCREMENT,
  delivery_id TEXT NOT NULL UNIQUE,
  body TEXT NOT NULL,
  held_by_code TEXT,
  due_at_ms INTEGER NOT NULL,
  attempts INTEGER NOT NULL DEFAULT 0,
  last_outcome TEXT,
  state TEXT NOT NULL DEFAULT 'pending'
);
CREATE INDEX IF NOT EXISTS webhook_due ON webhook (state, due_at_ms);
`;
