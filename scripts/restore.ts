import { readBackupEnv } from '@groundwork/oauth/env';
import { restore, restoreDatabase } from '@groundwork/oauth/restore';
import { apiDatabase } from './api-database.ts';
import { backupFile, tellRows } from './backup-file.ts';
import { endWith, say } from './terminal.ts';

try {
  const { database, file } = backupFile('restore', process.argv.slice(2));
  const { rows } =
    database === 'api'
      ? await restoreDatabase(apiDatabase(process.env), file)
      : await restore(readBackupEnv(process.env), file);
  const next = database === 'api' ? 'the API and the workers' : 'the OAuth service';
  say(`Restored ${file}. Start ${next} on this database, and on no other copy of it.`);
  say(tellRows(rows));
} catch (error) {
  endWith(error);
}
