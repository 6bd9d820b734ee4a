import { sql } from 'kysely';
import type { KeyRing } from './crypto/key-ring.ts';
import type { Database } from './db/connect.ts';
import { missingMigrations } from './migrate.ts';

/** What would otherwise go wrong later, and worse. Each fault is one line that says what to do. */
export async function assertReady(db: Database, keyRing: KeyRing): Promise<void> {
  const missing = await missingMigrations(db).catch((error: unknown) => {
    const why = error instanceof Error ? error.message : String(error);
    throw new Error(`The OAuth database does not answer (${why}). Check OAUTH_DATABASE_URL and that PostgreSQL runs.`);
  });
  if (missing.length > 0) {
    throw new Error(
      `The OAuth database lacks migrations (${missing.join(', ')}). Run \`npm run migrate\`, then start again.`,
    );
  }
  const used = await sql<{ id: string }>`
    select distinct split_part(refresh_token, ':', 2) as id from installations where refresh_token is not null`.execute(
    db,
  );
  const absent = used.rows.map(({ id }) => id).filter((id) => !keyRing.has(id));
  if (absent.length > 0) {
    throw new Error(
      `Stored tokens need the encryption key ${absent.join(', ')}. Put it back into TOKEN_ENCRYPTION_KEYS, then start again.`,
    );
  }
}
