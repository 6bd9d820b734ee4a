import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { readConfig, writeConfig } from '../config/config-file.ts';
import { runCli } from '../run-cli.ts';
import { processTerminal } from '../terminal.ts';

let home = '';
beforeEach(() => {
  home = mkdtempSync(join(tmpdir(), 'groundwork-profiles-'));
});
afterEach(() => rmSync(home, { recursive: true, force: true }));

async function ran(...words: string[]) {
  const said = { out: '', err: '' };
  const code = await runCli(words, {
    ...processTerminal(),
    cwd: home,
    env: { HOME: home },
    out: (text) => void (said.out += text),
    err: (text) => void (said.err += text),
  });
  return { code, ...said };
}

const keepTwo = () => {
  const profile = (url: string, apiKey: string | null) => ({ url, apiKey, agency: 'Northlake', user: 'Priya' });
  const profiles = { default: profile('https://a.example', 'gw_secret'), staging: profile('https://b.example', null) };
  writeConfig({ HOME: home }, { version: 1, current: 'default', profiles });
};

test('profiles are listed without their keys, and another one is used from then on', async () => {
  keepTwo();
  const { out } = await ran('profiles');
  expect(out).toMatch(/\* +default +https:\/\/a\.example +Northlake +Priya/);
  expect(out).toMatch(/staging +https:\/\/b\.example +Northlake +signed out/);
  expect(await ran('profiles', 'use', 'staging')).toMatchObject({
    code: 0,
    out: expect.stringContaining('b.example') as string,
  });
  expect(readConfig({ HOME: home })).toMatchObject({
    current: 'staging',
    profiles: { default: { apiKey: 'gw_secret' } },
  });
  const json = await ran('profiles', '--json');
  expect(JSON.parse(json.out)).toMatchObject({
    command: 'profiles list',
    data: [{ isCurrent: false }, { isCurrent: true }],
  });
  expect(json.out).not.toContain('gw_');
});

test('a profile that is not there is named with those that are', async () => {
  keepTwo();
  const { code, err } = await ran('profiles', 'use', 'stagging');
  expect(code).toBe(1);
  expect(err).toMatch(
    /There is no profile "stagging"\.\n +at default\n +at staging\n +next groundwork login --profile "stagging"/,
  );
  expect(readConfig({ HOME: home }).current).toBe('default');
});
