import type { KeyRing } from './crypto/key-ring.ts';
import type { Database } from './db/connect.ts';
import { isStandby } from './db/is-standby.ts';
import { missingMigrations } from './migrate.ts';
import { falseKeys } from './rotation/false-keys.ts';
import { countByKey } from './rotation/key-usage.ts';

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
  if (await isStandby(db)) {
    throw new Error(
      'OAUTH_DATABASE_URL names a standby, which takes no writes. Name the primary, or promote this one (docs/oauth-service.md), then start again.',
    );
  }
  const absent = [...(await countByKey(db))].filter(([keyId]) => !keyRing.has(keyId));
  if (absent.length > 0) {
    const needed = absent.map(([keyId, number]) => `${keyId} (${number} of them)`);
    throw new Error(
      `Stored tokens need the encryption key ${needed.join(', ')}. Put it back into TOKEN_ENCRYPTION_KEYS, then start again.`,
    );
  }
  const changed = await falseKeys(db, keyRing);
  if (changed.length > 0) {
    throw new Error(
      `TOKEN_ENCRYPTION_KEYS has another key ${changed.join(', ')} than the stored tokens were sealed under. Give the new key a name of its own and put the old one back, then start again.`,
    );
  }
}
