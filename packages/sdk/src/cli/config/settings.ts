import { CliError } from '../cli-error.ts';
import { type Config, type Profile, readConfig } from './config-file.ts';
import { type Project, readProject } from './project-file.ts';

export interface SettingFlags {
  url?: string | undefined;
  profile?: string | undefined;
}

export interface Settings {
  url: string;
  /** Null: not signed in there. */
  apiKey: string | null;
  /** Where the key is from. */
  keyFrom: 'environment' | 'profile' | null;
  profile: string;
  project: Project;
}

const localUrl = 'http://localhost:4000';

/**
 * Flags, then the environment, then groundwork.yaml, then the profile. A key goes only where it belongs: one of the environment to an
 * address that was given beside it, one of a profile to that profile's address. So a repository's file cannot lead a key elsewhere.
 */
export function readSettings(flags: SettingFlags, { env, cwd }: { env: NodeJS.ProcessEnv; cwd: string }): Settings {
  const project = readProject(cwd);
  const config = readConfig(env);
  const named = flags.profile ?? (env['GROUNDWORK_PROFILE'] || undefined) ?? project.profile;
  const told = flags.url ?? (env['GROUNDWORK_URL'] || undefined);
  const url = told ?? project.url;
  const envKey = env['GROUNDWORK_API_KEY']?.trim();
  // A profile that was named by a flag is meant, whatever else the environment holds.
  if (envKey && flags.profile === undefined) {
    if (told === undefined)
      throw new CliError('GROUNDWORK_API_KEY is set, but not whose key it is. Set GROUNDWORK_URL too, or give --url.', {
        code: 'URL_MISSING',
      });
    return { url: told, apiKey: envKey, keyFrom: 'environment', profile: named ?? config.current, project };
  }
  const name = named ?? profileAt(config, url) ?? config.current;
  const profile = config.profiles[name];
  const address = url ?? profile?.url ?? localUrl;
  const apiKey = profile && sameAddress(profile.url, address) ? profile.apiKey : null;
  return { url: address, apiKey, keyFrom: apiKey === null ? null : 'profile', profile: name, project };
}

/** The current profile where it fits, else any that is at home there. */
function profileAt({ current, profiles }: Config, url: string | undefined): string | undefined {
  if (url === undefined) return undefined;
  const isThere = (profile: Profile | undefined) => profile !== undefined && sameAddress(profile.url, url);
  if (isThere(profiles[current])) return current;
  return Object.keys(profiles).find((name) => isThere(profiles[name]));
}

export function sameAddress(a: string, b: string): boolean {
  try {
    const [left, right] = [new URL(a), new URL(b)];
    return left.origin === right.origin && left.pathname.replace(/\/+$/, '') === right.pathname.replace(/\/+$/, '');
  } catch {
    return false;
  }
}
