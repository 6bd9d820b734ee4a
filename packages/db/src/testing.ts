import { randomBytes } from 'node:crypto';
import pg from 'pg';
import { inject } from 'vitest';
import './vitest-setup.ts';
import { databaseUrl } from './embedded/databases.ts';

export type TestDatabase = { url: string; drop(): Promise<void> };

/**
 * An empty, migrated database of its own for a test file. `migrate` runs once per `name` and run, into a template that
 * is then cloned. Its role owns it and is no superuser, as in production.
 */
export async function createTestDatabase(options: {
  name: string;
  migrate: (url: string) => Promise<unknown>;
}): Promise<TestDatabase> {
  const adminUrl = inject('postgresUrl');
  const role = `test_${options.name}`;
  const template = `template_${options.name}`;
  const database = `test_${options.name}_${randomBytes(5).toString('hex')}`;
  await asAdmin(adminUrl, async (admin) => {
    await admin.query('SELECT pg_advisory_lock(hashtext($1))', [template]);
    const isBuilt = await admin.query('SELECT FROM pg_database WHERE datname = $1 AND datistemplate', [template]);
    if (isBuilt.rowCount === 0) await buildTemplate(admin, { role, template, adminUrl, migrate: options.migrate });
    await admin.query('SELECT pg_advisory_unlock(hashtext($1))', [template]);
    await admin.query(
      `CREATE DATABASE ${quote(database)} OWNER ${quote(role)} TEMPLATE ${quote(template)} STRATEGY = file_copy`,
    );
  });
  return {
    url: databaseUrl(adminUrl, { database, role, password: role }),
    drop: () =>
      asAdmin(adminUrl, async (admin) => {
        await admin.query(`DROP DATABASE IF EXISTS ${quote(database)} WITH (FORCE)`);
      }),
  };
}

type Template = { role: string; template: string; adminUrl: string; migrate: (url: string) => Promise<unknown> };

/** `datistemplate` is set last, so a template whose migration failed is built again by the next one who asks. */
async function buildTemplate(admin: pg.Client, { role, template, adminUrl, migrate }: Template): Promise<void> {
  const hasRole = await admin.query('SELECT FROM pg_roles WHERE rolname = $1', [role]);
  if (hasRole.rowCount === 0) await admin.query(`CREATE ROLE ${quote(role)} LOGIN PASSWORD ${pg.escapeLiteral(role)}`);
  await admin.query(`DROP DATABASE IF EXISTS ${quote(template)} WITH (FORCE)`);
  await admin.query(`CREATE DATABASE ${quote(template)} OWNER ${quote(role)} STRATEGY = file_copy`);
  await migrate(databaseUrl(adminUrl, { database: template, role, password: role }));
  await admin.query(`ALTER DATABASE ${quote(template)} IS_TEMPLATE true ALLOW_CONNECTIONS false`);
}

async function asAdmin(adminUrl: string, work: (admin: pg.Client) => Promise<void>): Promise<void> {
  const admin = new pg.Client({ connectionString: adminUrl });
  await admin.connect();
  try {
    await work(admin);
  } finally {
    await admin.end();
  }
}

const quote = (identifier: string): string => pg.escapeIdentifier(identifier);
