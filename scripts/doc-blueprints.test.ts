import { globSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { kindNames, kinds } from '@groundwork/shared/kinds';
import { formatSource, lintBlueprint, parseBlueprint } from '@groundwork/shared/blueprint';
import { expect, test } from 'vitest';
import { root } from './root.ts';

const guide = readFileSync(join(root, 'docs/blueprints.md'), 'utf8');
const whole = (markdown: string): string[] =>
  [...markdown.matchAll(/^```yaml\n(.*?)^```/gms)].flatMap(([, text = '']) =>
    text.startsWith('groundwork:') ? [text] : [],
  );

test('every blueprint in the docs is valid as it stands, without a warning', () => {
  const found = ['README.md', ...globSync('docs/**/*.md', { cwd: root })].flatMap((file) =>
    whole(readFileSync(join(root, file), 'utf8')).map((source) => ({ file, parsed: parseBlueprint(source) })),
  );
  expect(found.length).toBeGreaterThan(0);
  for (const { file, parsed } of found) expect({ file, parsed }).toMatchObject({ parsed: { ok: true, warnings: [] } });
});

test('every starter of the library is valid, without a warning', () => {
  const files = globSync('packages/core/src/library/*.yaml', { cwd: root });
  expect(files).toHaveLength(4);
  for (const file of files)
    expect({ file, ...parseBlueprint(readFileSync(join(root, file), 'utf8')) }).toMatchObject({
      ok: true,
      warnings: [],
    });
});

test('all of them are formatted, and lint has nothing to say', () => {
  const starters = globSync('packages/core/src/library/*.yaml', { cwd: root });
  const sources = [...whole(guide), ...starters.map((file) => readFileSync(join(root, file), 'utf8'))];
  for (const source of sources) {
    expect(formatSource(source)).toEqual({ source });
    expect(lintBlueprint(source)).toEqual([]);
  }
});

test('the guide names every kind, each attribute it writes, and what others may refer to', () => {
  for (const kind of kindNames) {
    const line = guide.split('\n').find((text) => text.startsWith(`| \`${kind}\``)) ?? '';
    const missing = [...kinds[kind].managed, ...kinds[kind].referable].filter((name) => !line.includes(`\`${name}\``));
    // calendarType has one value so far, which nobody needs to write.
    expect({ kind, missing }).toEqual({ kind, missing: kind === 'calendar' ? ['calendarType'] : [] });
  }
});
