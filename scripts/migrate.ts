import { migrateApi, migrateOAuthService } from './migrations.ts';
import { endWith, say } from './terminal.ts';

// Each side can be migrated where only its own URL is known.
const { DATABASE_URL, OAUTH_DATABASE_URL } = process.env;
try {
  if (!DATABASE_URL && !OAUTH_DATABASE_URL)
    throw new Error('set DATABASE_URL, OAUTH_DATABASE_URL or both: each names a database to bring up to date.');
  if (DATABASE_URL) await migrateApi(DATABASE_URL);
  if (OAUTH_DATABASE_URL) await migrateOAuthService(OAUTH_DATABASE_URL);
  say(
    `Up to date: ${[DATABASE_URL && 'DATABASE_URL', OAUTH_DATABASE_URL && 'OAUTH_DATABASE_URL'].filter(Boolean).join(', ')}`,
  );
} catch (error) {
  endWith(error);
}
