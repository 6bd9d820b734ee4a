import type { Client } from 'pg';
import type { TokenKey } from '../env.ts';
import { assertTablesKnown, tables } from './tables.ts';

/** Which of the databases a backup is of. */
export interface Scope {
  /** Stands in the file and in the derivation of its key: a backup of one database does not open as one of another. */
  readonly label: 'oauth' | 'api';
  /** The variable that holds the keys, for what is said to a person. */
  readonly keysVariable: string;
  /** What a backup holds, in an order in which references find their rows. Throws for a table nobody knows. */
  listTables(client: Client): Promise<readonly string[]>;
  /** Where no order does: until the returned function is called, references are not looked at. */
  putReferencesAside?(client: Client): Promise<() => Promise<void>>;
}

export interface Place {
  readonly scope: Scope;
  readonly databaseUrl: string;
  /** The first one writes, all read. */
  readonly keys: readonly TokenKey[];
}

export const oauthScope: Scope = {
  label: 'oauth',
  keysVariable: 'TOKEN_ENCRYPTION_KEYS',
  async listTables(client) {
    await assertTablesKnown(client);
    return tables;
  },
};
