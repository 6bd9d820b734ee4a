import { mkdirSync, mkdtempSync, readdirSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { loadSecrets } from './secrets.ts';

let folder = '';
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'groundwork-secrets-'));
});
afterEach(() => rmSync(folder, { recursive: true, force: true }));

test('makes secrets once, for the owner alone, and reads them again', () => {
  const first = loadSecrets(folder);
  expect(Buffer.from(first.tokenEncryptionKey, 'base64')).toHaveLength(32);
  expect(first.sandboxClientId).toMatch(/^[0-9a-f]{24}-\w+$/);
  expect(statSync(join(folder, 'secrets.json')).mode & 0o777).toBe(0o600);
  expect(readdirSync(folder)).toEqual(['secrets.json']);
  expect(loadSecrets(folder)).toEqual(first);
});

test.each(['postgres', 'sandbox'])('refuses to make new secrets over data in %s', (name) => {
  mkdirSync(join(folder, name));
  expect(() => loadSecrets(folder)).toThrow(/secrets\.json is missing, but there is data/);
  expect(readdirSync(folder)).toEqual([name]);
});

test.each(['', '{', '{"bridgeKey":"a"}', 'null'])('refuses a damaged file: %s', (content) => {
  writeFileSync(join(folder, 'secrets.json'), content);
  expect(() => loadSecrets(folder)).toThrow('is damaged');
});
