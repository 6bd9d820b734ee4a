import { spawnSync } from 'node:child_process';
import { watch } from 'node:fs';
import { join } from 'node:path';
import type { Instance } from './instance.ts';
import { root } from './root.ts';
import { messageOf } from './terminal.ts';

type Name = keyof Instance['roles'];

/** Whose code is where. `node --watch` per role would keep a role alive after its supervisor was killed. */
const owners: Record<string, Name[]> = {
  'packages/ghl-sandbox': ['sandbox'],
  'packages/shared': ['oauth', 'api', 'worker'],
  'packages/integrations': ['oauth', 'api', 'worker'],
  'packages/core': ['api', 'worker'],
  'packages/db': ['api', 'worker'],
  'packages/api': ['api'],
  'apps/server': ['api', 'worker'],
  'apps/oauth': ['oauth'],
};

/** Starts a role again when a file it may have loaded changes; new migrations run first. */
export function restartOnChange(instance: Instance, log: (line: string) => void): () => void {
  const pending = new Set<Name>();
  let hasNewMigrations = false;
  let timer: NodeJS.Timeout | undefined;

  const restart = async () => {
    const names = [...pending];
    pending.clear();
    if (hasNewMigrations) migrate(instance, log);
    hasNewMigrations = false;
    await Promise.all(
      names.map(async (name) => {
        const role = instance.roles[name];
        if (!role) return;
        await role.stop();
        role.start();
        await role.ready();
      }),
    );
    log(`Started again: ${names.join(', ')}`);
  };

  const watchers = Object.entries(owners).map(([folder, names]) =>
    watch(join(root, folder, 'src'), { recursive: true }, (_event, file) => {
      if (!file?.endsWith('.ts') || file.endsWith('.test.ts')) return;
      for (const name of names) pending.add(name);
      hasNewMigrations ||= file.includes('migrations');
      clearTimeout(timer);
      // An editor writes a file in several steps, and a formatter many files at once.
      timer = setTimeout(() => void restart().catch((error: unknown) => log(messageOf(error))), 150);
    }),
  );
  return () => {
    clearTimeout(timer);
    for (const watcher of watchers) watcher.close();
  };
}

/** In a process of its own, since this one has the old migrations in memory. */
function migrate({ databaseUrl, oauthDatabaseUrl }: Instance, log: (line: string) => void): void {
  const env = { ...process.env, DATABASE_URL: databaseUrl, OAUTH_DATABASE_URL: oauthDatabaseUrl };
  const run = spawnSync(process.execPath, ['--disable-warning=ExperimentalWarning', 'scripts/migrate.ts'], {
    cwd: root,
    env,
    encoding: 'utf8',
  });
  if (run.status !== 0) log(`migrations: ${run.stderr.trim()}`);
}
