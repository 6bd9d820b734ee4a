import { backUp, backUpDatabase } from '@groundwork/oauth/back-up';
import { readBackupEnv } from '@groundwork/oauth/env';
import { apiDatabase } from './api-database.ts';
import { backupFile, tellRows } from './backup-file.ts';
import { endWith, say } from './terminal.ts';

try {
  const { database, file } = backupFile('backup', process.argv.slice(2));
  const isApi = database === 'api';
  const { keyId, rows } = isApi
    ? await backUpDatabase(apiDatabase(process.env), file)
    : await backUp(readBackupEnv(process.env), file);
  const ring = isApi ? 'BACKUP_KEYS' : 'TOKEN_ENCRYPTION_KEYS';
  say(`Backed up to ${file}, encrypted under a key made from "${keyId}" of ${ring}, and read back.`);
  say(tellRows(rows));
} catch (error) {
  endWith(error);
}
