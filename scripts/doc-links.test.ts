import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { expect, onTestFinished, test } from 'vitest';
import { brokenDocLinks } from './doc-links.ts';

test('names each link to a file that is not there, and no other', () => {
  const root = mkdtempSync(join(tmpdir(), 'groundwork-links-'));
  onTestFinished(() => rmSync(root, { recursive: true, force: true }));
  mkdirSync(join(root, 'docs'));
  mkdirSync(join(root, 'node_modules'));
  writeFileSync(join(root, 'node_modules', 'other.md'), '[not ours](missing.md)');
  writeFileSync(
    join(root, 'README.md'),
    [
      '[there](docs/guide.md#part) ![gone](docs/picture.png) [web](https://example.com) [here](#here)',
      '`[code](no.md)`',
      '```',
      '[fenced](no.md)',
      '```',
      '[reference]: docs/missing.md',
    ].join('\n'),
  );
  writeFileSync(join(root, 'docs', 'guide.md'), '[up](../README.md) [root](/README.md) [outside](../../etc/passwd)');
  expect(brokenDocLinks(root)).toEqual([
    'README.md:1 docs/picture.png',
    'README.md:6 docs/missing.md',
    'docs/guide.md:1 ../../etc/passwd',
  ]);
});
