export { connect, type Db, type Tx } from './client.ts';
export { migrate, pendingMigrations } from './migrate.ts';
export { listen, type Listener } from './listen.ts';
export type { Database } from './schema.ts';
