import { backUp } from '@groundwork/oauth/back-up';
import { readBackupEnv } from '@groundwork/oauth/env';
import { backupFile } from './backup-file.ts';
import { endWith, say } from './terminal.ts';

try {
  const file = backupFile('backup', process.argv.slice(2));
  const { keyId, rows } = await backUp(readBackupEnv(process.env), file);
  say(`Backed up to ${file}, encrypted under a key made from "${keyId}" of TOKEN_ENCRYPTION_KEYS, and read back.`);
  say(
    `Rows: ${Object.entries(rows)
      .map(([table, number]) => `${table} ${number}`)
      .join(', ')}.`,
  );
} catch (error) {
  endWith(error);
}
