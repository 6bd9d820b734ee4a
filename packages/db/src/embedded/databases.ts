import pg from 'pg';

export type DatabaseSpec = { database: string; role: string; password: string };

/**
 * Makes each role and the database it owns, and lets nobody else connect: the API's role cannot even open the OAuth
 * service's database. Returns the URLs in the order asked for.
 */
export async function ensureDatabases(adminUrl: string, specs: DatabaseSpec[]): Promise<string[]> {
  const admin = new pg.Client({ connectionString: adminUrl });
  await admin.connect();
  try {
    for (const spec of specs) await ensureDatabase(admin, spec);
    await admin.query('REVOKE CONNECT ON DATABASE postgres, template1 FROM PUBLIC');
  } finally {
    await admin.end();
  }
  return specs.map((spec) => databaseUrl(adminUrl, spec));
}

export function databaseUrl(adminUrl: string, { database, role, password }: DatabaseSpec): string {
  const url = new URL(adminUrl);
  url.username = role;
  url.password = encodeURIComponent(password);
  url.pathname = `/${database}`;
  return url.href;
}

async function ensureDatabase(admin: pg.Client, { database, role, password }: DatabaseSpec): Promise<void> {
  const found = await admin.query<{ role: boolean; database: boolean }>(
    `SELECT EXISTS (SELECT FROM pg_roles WHERE rolname = $1) AS role,
            EXISTS (SELECT FROM pg_database WHERE datname = $2) AS database`,
    [role, database],
  );
  const [roleName, databaseName] = [pg.escapeIdentifier(role), pg.escapeIdentifier(database)];
  await admin.query(
    `${found.rows[0]?.role ? 'ALTER' : 'CREATE'} ROLE ${roleName} LOGIN PASSWORD ${pg.escapeLiteral(password)}`,
  );
  if (!found.rows[0]?.database) await admin.query(`CREATE DATABASE ${databaseName} OWNER ${roleName}`);
  await admin.query(`REVOKE CONNECT ON DATABASE ${databaseName} FROM PUBLIC`);
}
