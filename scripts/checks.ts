import { spawn } from 'node:child_process';
import { brokenDocLinks } from './doc-links.ts';
import { root } from './root.ts';
import { say, secondsSince } from './terminal.ts';
import { breaches } from './walls.ts';

/** Format, lint, types, links and walls, side by side: seconds, and no database. Returns the names of those that failed. */
export async function runChecks(): Promise<string[]> {
  const startedAt = performance.now();
  const failed = await Promise.all([
    command('format (npm run format mends it)', 'oxfmt', ['--check', '.']),
    command('lint', 'oxlint', ['--type-aware', '--quiet', '.']),
    command('types', 'tsc', ['--noEmit', '-p', 'tsconfig.json']),
    command('types of the web app', 'tsc', ['--noEmit', '-p', 'apps/web/tsconfig.json']),
  ]);
  failed.push(list('links in the docs', brokenDocLinks(root)), list('walls between packages', breaches(root)));
  const names = failed.filter((name) => name !== undefined);
  say(names.length === 0 ? `verify: ok (${secondsSince(startedAt)})` : `verify: failed: ${names.join(', ')}`);
  return names;
}

function list(name: string, faults: string[]): string | undefined {
  if (faults.length === 0) return undefined;
  say(`${name}:\n  ${faults.join('\n  ')}`);
  return name;
}

const command = (name: string, program: string, args: string[]): Promise<string | undefined> =>
  new Promise((resolve, reject) => {
    const child = spawn(program, args, { cwd: root, stdio: ['ignore', 'pipe', 'pipe'] });
    let output = '';
    for (const stream of [child.stdout, child.stderr])
      stream.on('data', (chunk: Buffer) => {
        output += chunk.toString();
      });
    child.once('error', reject);
    child.once('close', (code) => {
      if (code === 0) return resolve(undefined);
      say(`${name}:\n${output.trim()}`);
      resolve(name);
    });
  });
