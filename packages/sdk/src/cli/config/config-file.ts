import { chmodSync, mkdirSync, readFileSync, renameSync, writeFileSync } from 'node:fs';
import { homedir } from 'node:os';
import { dirname, join } from 'node:path';
import { z } from 'zod';
import { CliError } from '../cli-error.ts';

const profile = z.object({
  url: z.string(),
  apiKey: z.string().nullable(),
  /** Whose key it is, as it was at the sign-in. */
  agency: z.string().nullable(),
  user: z.string().nullable(),
  /** The key was made for this profile alone, by a sign-in through a browser, so that signing out ends it. */
  ownKey: z.boolean().optional(),
});
export type Profile = z.infer<typeof profile>;

const config = z.object({ version: z.literal(1), current: z.string(), profiles: z.record(z.string(), profile) });
export type Config = z.infer<typeof config>;

const empty: Config = { version: 1, current: 'default', profiles: {} };

export function configPath(env: NodeJS.ProcessEnv): string {
  const home = env['XDG_CONFIG_HOME'] || join(env['HOME'] || homedir(), '.config');
  return join(home, 'groundwork', 'config.json');
}

export function readConfig(env: NodeJS.ProcessEnv): Config {
  const path = configPath(env);
  let text: string;
  try {
    text = readFileSync(path, 'utf8');
  } catch (error) {
    if (error instanceof Error && 'code' in error && error.code === 'ENOENT') return empty;
    throw new CliError(`${path} cannot be read: ${error instanceof Error ? error.message : String(error)}.`, {
      code: 'CONFIG_INVALID',
    });
  }
  keepForOneself(path);
  try {
    return config.parse(JSON.parse(text));
  } catch {
    throw new CliError(`${path} is not a configuration of this CLI. Correct it, or remove it and sign in again.`, {
      code: 'CONFIG_INVALID',
      where: [path],
      // A sign-in alone would stumble over it as well.
      next: `rm ${JSON.stringify(path)} && groundwork login`,
    });
  }
}

/** It holds keys, and somebody may have copied it here. One that was mounted read-only is as good as it is. */
function keepForOneself(path: string): void {
  try {
    chmodSync(path, 0o600);
  } catch {
    // Another's file, or a file system that cannot be written.
  }
}

/** Whole or not at all, and for nobody else's eyes. */
export function writeConfig(env: NodeJS.ProcessEnv, next: Config): string {
  const path = configPath(env);
  try {
    mkdirSync(dirname(path), { recursive: true, mode: 0o700 });
    const half = `${path}.${process.pid}`;
    writeFileSync(half, `${JSON.stringify(next, null, 2)}\n`, { mode: 0o600 });
    renameSync(half, path);
  } catch (error) {
    throw new CliError(
      `${path} cannot be written: ${error instanceof Error ? error.message : String(error)}. Make its folder writable, or name another by XDG_CONFIG_HOME; where nothing can be kept, set GROUNDWORK_URL and GROUNDWORK_API_KEY.`,
      { code: 'CONFIG_UNWRITABLE', where: [path] },
    );
  }
  return path;
}
