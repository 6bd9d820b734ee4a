import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { takeLock } from './lock.ts';
import { processStart } from './process-start.ts';

let folder = '';
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'groundwork-lock-'));
});
afterEach(() => rmSync(folder, { recursive: true, force: true }));

test('a second start on a held folder is refused and names the holder', () => {
  const release = takeLock(folder);
  expect(() => takeLock(folder)).toThrow(`(pid ${process.pid})`);
  release();
  takeLock(folder)();
});

test("a dead process's lock is taken over", () => {
  writeFileSync(join(folder, 'lock'), JSON.stringify({ pid: 2 ** 22 + 1, started: '1' }));
  const release = takeLock(folder);
  expect(readFileSync(join(folder, 'lock'), 'utf8')).toContain(`"pid":${process.pid}`);
  release();
});

test('a lock whose pid now belongs to another process is taken over', () => {
  writeFileSync(join(folder, 'lock'), JSON.stringify({ pid: process.pid, started: 'long ago' }));
  const release = takeLock(folder);
  expect(JSON.parse(readFileSync(join(folder, 'lock'), 'utf8'))).toEqual({
    pid: process.pid,
    started: processStart(process.pid),
  });
  release();
});

test("releasing leaves another's lock alone", () => {
  const release = takeLock(folder);
  writeFileSync(join(folder, 'lock'), 'theirs');
  release();
  expect(readFileSync(join(folder, 'lock'), 'utf8')).toBe('theirs');
});
