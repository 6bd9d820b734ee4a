export { databaseUrl, ensureDatabases, type DatabaseSpec } from './databases.ts';
export { freePort } from './free-port.ts';
export { startPostgres, type Postgres, type PostgresOptions } from './server.ts';
