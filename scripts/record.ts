import { execFileSync, spawnSync } from 'node:child_process';
import { mkdirSync, mkdtempSync, readFileSync, readdirSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { pathToFileURL } from 'node:url';
import { distilStatements } from './distil-statements.ts';
import { root } from './root.ts';
import { say } from './terminal.ts';

const file = join(root, 'packages', 'core', 'src', 'testing', 'release-before.json');
const tests = ['packages/core/', 'apps/server/'];

/** Runs the tests of a release, as it was, and keeps what it says to PostgreSQL: the next release is held to understand it. */
const [release] = process.argv.slice(2);
if (release === undefined) {
  say('groundwork: say which release: `node scripts/boot.mjs record <commit or tag>`.');
  process.exit(2);
}
const commit = git('rev-parse', '--short', `${release}^{commit}`).trim();
const folder = mkdtempSync(join(tmpdir(), 'groundwork-release-'));
const [tree, notes] = [join(folder, 'tree'), join(folder, 'notes')];
mkdirSync(notes);
try {
  git('worktree', 'add', '--quiet', '--detach', tree, commit);
  const { status } = spawnSync(process.execPath, ['scripts/boot.mjs', 'test', ...tests], {
    cwd: tree,
    stdio: 'inherit',
    env: {
      ...process.env,
      NOTE_QUERIES_TO: notes,
      NODE_OPTIONS: `--import=${pathToFileURL(join(import.meta.dirname, 'note-queries.ts')).href}`,
    },
  });
  if (status !== 0) say('Some tests of that release failed: what they did not reach is not in the list.');
  const texts = readdirSync(notes).flatMap((name) =>
    readFileSync(join(notes, name), 'utf8')
      .split('\n')
      .filter((line) => line !== '')
      .map((line) => String(JSON.parse(line))),
  );
  const statements = distilStatements(texts);
  writeFileSync(file, `${JSON.stringify({ release: commit, statements }, null, 2)}\n`);
  say(`${statements.length} statements of ${commit} are in ${file}.`);
} finally {
  spawnSync('git', ['worktree', 'remove', '--force', tree], { cwd: root });
  rmSync(folder, { recursive: true, force: true });
}

function git(...args: string[]): string {
  return execFileSync('git', args, { cwd: root, encoding: 'utf8' });
}
