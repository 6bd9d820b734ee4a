export { databaseUrl, ensureDatabases, type DatabaseSpec } from './databases.ts';
export { startPostgres, type Postgres, type PostgresOptions } from './server.ts';
