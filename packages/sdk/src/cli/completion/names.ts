import { mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { homedir } from 'node:os';
import { dirname, join } from 'node:path';

interface Names {
  accounts: string[];
  blueprints: string[];
}

/** A shell that waits for a server at each Tab is no help: it is offered the names that were listed last. */
export function readNames(env: NodeJS.ProcessEnv): Names {
  try {
    const { accounts, blueprints } = JSON.parse(readFileSync(pathOf(env), 'utf8')) as Partial<Names>;
    return { accounts: texts(accounts), blueprints: texts(blueprints) };
  } catch {
    return { accounts: [], blueprints: [] };
  }
}

export function keepNames(env: NodeJS.ProcessEnv, names: Partial<Names>): void {
  const path = pathOf(env);
  try {
    mkdirSync(dirname(path), { recursive: true, mode: 0o700 });
    writeFileSync(path, JSON.stringify({ ...readNames(env), ...names }), { mode: 0o600 });
  } catch {
    // A home that cannot be written to only completes less.
  }
}

const pathOf = (env: NodeJS.ProcessEnv): string =>
  join(env['XDG_CACHE_HOME'] || join(env['HOME'] || homedir(), '.cache'), 'groundwork', 'names.json');

const texts = (value: unknown): string[] =>
  Array.isArray(value) ? value.filter((item) => typeof item === 'string') : [];
