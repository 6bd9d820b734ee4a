import { execFile } from 'node:child_process';
import { chown, mkdir, rename, rm, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { promisify } from 'node:util';
import type { Binaries } from './binaries.ts';
import { exists } from './paths.ts';
import type { Place } from './place.ts';

/** Makes the cluster once. A half-made one is never used: it is built beside its place and moved there when whole. */
export async function ensureCluster(binaries: Binaries, place: Place, password: string): Promise<void> {
  const { folder, user } = place;
  if (await exists(join(folder, 'PG_VERSION'))) return;

  const half = `${folder}.new`;
  const passwordFile = `${folder}.password`;
  await rm(half, { recursive: true, force: true });
  await mkdir(half, { mode: 0o700 });
  await writeFile(passwordFile, `${password}\n`, { mode: 0o600 });
  if (user) await Promise.all([half, passwordFile].map((path) => chown(path, user.uid, user.gid)));
  try {
    await promisify(execFile)(binaries.initdb, [...initdbOptions, `--pgdata=${half}`, `--pwfile=${passwordFile}`], {
      ...user,
      cwd: '/',
      env: { PATH: process.env.PATH, LC_ALL: 'C' },
    });
  } catch (cause) {
    const reason = reasonOf(cause);
    if (reason.includes('user does not exist'))
      throw new Error(
        `PostgreSQL needs a named user, and user id ${process.getuid?.()} has no entry in /etc/passwd. Run as a user that has one, or set DATABASE_URL and OAUTH_DATABASE_URL to your own PostgreSQL.`,
        { cause },
      );
    throw new Error(`PostgreSQL could not make its data folder ${folder}: ${reason}`, { cause });
  } finally {
    await rm(passwordFile, { force: true });
  }
  await rename(half, folder);
}

const initdbOptions = [
  '--username=postgres',
  '--auth=scram-sha-256',
  '--encoding=UTF8',
  '--locale-provider=builtin',
  '--builtin-locale=C.UTF-8',
  '--no-sync',
  '--no-instructions',
];

function reasonOf(cause: unknown): string {
  const stderr = cause instanceof Error && 'stderr' in cause ? String(cause.stderr) : String(cause);
  return (
    stderr
      .split('\n')
      .find((line) => /error|fatal|cannot|could not/i.test(line))
      ?.trim() ?? stderr.trim().slice(0, 200)
  );
}
