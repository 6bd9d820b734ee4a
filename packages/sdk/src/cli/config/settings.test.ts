import { mkdirSync, mkdtempSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { type Config, configPath, readConfig, writeConfig } from './config-file.ts';
import { readSettings } from './settings.ts';

let home = '';
let cwd = '';
let env: NodeJS.ProcessEnv = {};

beforeEach(() => {
  home = mkdtempSync(join(tmpdir(), 'groundwork-settings-'));
  cwd = join(home, 'work', 'clinic');
  mkdirSync(cwd, { recursive: true });
  env = { HOME: home };
});
afterEach(() => rmSync(home, { recursive: true, force: true }));

const profile = (url: string, apiKey: string | null) => ({ url, apiKey, agency: null, user: null });
const keep = (current: string, profiles: Config['profiles']) => writeConfig(env, { version: 1, current, profiles });
const project = (text: string) => writeFileSync(join(home, 'work', 'groundwork.yaml'), text);

describe('which address and key a command uses', () => {
  test('flags win over the environment, that over groundwork.yaml above, that over the profile', () => {
    keep('default', { default: profile('https://profile.example', 'gw_p') });
    expect(readSettings({}, { env, cwd }).url).toBe('https://profile.example');
    project('url: https://project.example');
    expect(readSettings({}, { env, cwd }).url).toBe('https://project.example');
    env['GROUNDWORK_URL'] = 'https://env.example';
    expect(readSettings({}, { env, cwd }).url).toBe('https://env.example');
    expect(readSettings({ url: 'https://flag.example' }, { env, cwd }).url).toBe('https://flag.example');
  });

  test('a file of a repository cannot lead the key of a profile to another address', () => {
    keep('default', { default: profile('https://ours.example', 'gw_p') });
    expect(readSettings({}, { env, cwd }).apiKey).toBe('gw_p');
    project('url: https://theirs.example');
    expect(readSettings({}, { env, cwd })).toMatchObject({ url: 'https://theirs.example', apiKey: null });
    project('url: https://theirs.example\nprofile: default');
    expect(readSettings({}, { env, cwd }).apiKey).toBeNull();
  });

  test('a file of a repository cannot lead the key of the environment to its address', () => {
    env['GROUNDWORK_API_KEY'] = 'gw_e';
    project('url: https://theirs.example');
    expect(() => readSettings({}, { env, cwd })).toThrow(/GROUNDWORK_URL/);
    env['GROUNDWORK_URL'] = 'https://ours.example';
    expect(readSettings({}, { env, cwd })).toMatchObject({ url: 'https://ours.example', apiKey: 'gw_e' });
  });

  test('an address finds the profile that is at home there', () => {
    keep('one', { one: profile('https://one.example', 'gw_1'), two: profile('https://two.example/', 'gw_2') });
    expect(readSettings({ url: 'https://two.example' }, { env, cwd })).toMatchObject({
      profile: 'two',
      apiKey: 'gw_2',
    });
    expect(readSettings({ profile: 'two' }, { env, cwd })).toMatchObject({
      url: 'https://two.example/',
      apiKey: 'gw_2',
    });
  });

  test('a profile that is named by a flag is used although the environment holds a key', () => {
    keep('one', { one: profile('https://one.example', 'gw_1') });
    env['GROUNDWORK_API_KEY'] = 'gw_e';
    expect(readSettings({ profile: 'one' }, { env, cwd }).apiKey).toBe('gw_1');
  });

  test('a key in groundwork.yaml is refused: the file is meant to be committed', () => {
    project('apiKey: gw_oops');
    expect(() => readSettings({}, { env, cwd })).toThrow(/groundwork\.yaml cannot be used.*apiKey/);
  });
});

describe('the file of profiles', () => {
  test('nobody else may read it, also where somebody has opened it', () => {
    const path = keep('default', {});
    expect(statSync(path).mode & 0o777).toBe(0o600);
    rmSync(path);
    writeFileSync(path, '{"version":1,"current":"default","profiles":{}}', { mode: 0o644 });
    readConfig(env);
    expect(statSync(path).mode & 0o777).toBe(0o600);
  });

  test('one that cannot be read is named, and not overwritten in silence', () => {
    keep('default', {});
    writeFileSync(configPath(env), '{');
    expect(() => readConfig(env)).toThrow(configPath(env));
  });

  test('what to do about a broken one works, which a sign-in alone would not', () => {
    keep('default', {});
    writeFileSync(configPath(env), '{');
    expect(() => readConfig(env)).toThrow(
      expect.objectContaining({ code: 'CONFIG_INVALID', next: expect.stringMatching(/^rm ".*" && groundwork login$/) }),
    );
  });

  test('one that cannot be written is told with another way to sign in', () => {
    writeFileSync(join(home, '.config'), 'a file where a folder should be');
    expect(() => keep('default', {})).toThrow(
      expect.objectContaining({
        code: 'CONFIG_UNWRITABLE',
        message: expect.stringContaining('GROUNDWORK_API_KEY'),
      }),
    );
  });
});
