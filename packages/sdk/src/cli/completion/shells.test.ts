import { chmodSync, existsSync, mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { delimiter, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { spawn } from '@lydell/node-pty';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { keepNames } from './names.ts';
import { scripts } from './scripts.ts';

let home = '';
const told = () => join(home, 'told');

/** A `groundwork` that answers a Tab as the real one, and else only says with which words it was called. */
const stand = (main: string) => `#!/bin/sh
if [ "$1" = complete ]; then exec '${process.execPath}' '${main}' "$@"; fi
printf '%s\\n' "$@" > '${told()}.half' && mv '${told()}.half' '${told()}'
`;

beforeAll(() => {
  home = mkdtempSync(join(tmpdir(), 'groundwork-completion-'));
  writeFileSync(join(home, 'groundwork'), stand(fileURLToPath(new URL('../main.ts', import.meta.url))));
  chmodSync(join(home, 'groundwork'), 0o755);
  for (const [shell, script] of Object.entries(scripts)) writeFileSync(join(home, `completion.${shell}`), script);
  mkdirSync(join(home, 'blueprints'));
  writeFileSync(join(home, 'blueprints', 'clinic.yaml'), '');
  const accounts = ['Alder Spine & Wellness', 'Harbor Dental', 'Harbor Homes'];
  keepNames({ HOME: home }, { accounts, blueprints: ['Dental clinic'] });
});
afterAll(() => rmSync(home, { recursive: true, force: true }));

const isThere = (shell: string): boolean =>
  (process.env['PATH'] ?? '').split(delimiter).some((folder) => existsSync(join(folder, shell)));

const shells = [
  { shell: 'bash', flags: ['--norc', '--noprofile'], begin: 'source completion.bash; source completion.bash' },
  { shell: 'zsh', flags: ['-f'], begin: 'autoload -U compinit; compinit -u -D; source ./completion.zsh' },
  { shell: 'fish', flags: ['--no-config'], begin: 'source completion.fish' },
];

describe.each(shells.filter(({ shell }) => isThere(shell)))('in $shell', ({ shell, flags, begin }) => {
  /** The words that the command is called with after a Tab and Enter. */
  async function wordsAfterTab(typed: string): Promise<string[]> {
    rmSync(told(), { force: true });
    const { NODE_COMPILE_CACHE = '' } = process.env;
    const env = {
      HOME: home,
      NODE_COMPILE_CACHE,
      PATH: [home, process.env['PATH'] ?? ''].join(delimiter),
      TERM: 'dumb',
    };
    const terminal = spawn(shell, flags, { cols: 200, rows: 30, cwd: home, env });
    try {
      terminal.write(`${begin}\r`);
      terminal.write(`groundwork ${typed}\t\r`);
      await expect.poll(() => existsSync(told())).toBe(true);
      return readFileSync(told(), 'utf8').trimEnd().split('\n');
    } finally {
      terminal.kill('SIGKILL');
    }
  }

  test.each([
    ['a command', 'whoa', ['whoami']],
    ['a name of several words as one word', 'plan Den', ['plan', 'Dental clinic']],
    [
      'a name with what a shell would take for its own',
      'plan --account Ald',
      ['plan', '--account', 'Alder Spine & Wellness'],
    ],
    ['a name in quotes', 'plan --account "Harbor D', ['plan', '--account', 'Harbor Dental']],
    ['a name behind an equals sign', 'plan --account=Ald', ['plan', '--account=Alder Spine & Wellness']],
    ['a file in another folder', 'blueprint push blueprints/cl', ['blueprint', 'push', 'blueprints/clinic.yaml']],
  ])('Tab completes %s', async (_what, typed, words) => {
    expect(await wordsAfterTab(typed)).toEqual(words);
  });

  test('Tab runs nothing of what is being typed', async () => {
    // The count is one where only Enter ran it.
    expect(await wordsAfterTab('--url "$(echo . >> ran)" jobs --state FA')).toContain('FAILED');
    expect(readFileSync(join(home, 'ran'), 'utf8')).toBe('.\n');
    rmSync(join(home, 'ran'));
  });
});

test('bash is here at least, so that something was tried', () => {
  expect(shells.filter(({ shell }) => isThere(shell))).not.toEqual([]);
});
