import { readBackupEnv } from '@groundwork/oauth/env';
import { restore } from '@groundwork/oauth/restore';
import { backupFile } from './backup-file.ts';
import { endWith, say } from './terminal.ts';

try {
  const file = backupFile('restore', process.argv.slice(2));
  const { rows } = await restore(readBackupEnv(process.env), file);
  say(`Restored ${file}. Start the OAuth service on this database, and on no other copy of it.`);
  say(
    `Rows: ${Object.entries(rows)
      .map(([table, number]) => `${table} ${number}`)
      .join(', ')}.`,
  );
} catch (error) {
  endWith(error);
}
