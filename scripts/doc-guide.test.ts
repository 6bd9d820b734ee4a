import { globSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { requestedScopes } from '../apps/oauth/src/providers/ghl-scopes.ts';
import { root } from './root.ts';

const read = (file: string) => readFileSync(join(root, file), 'utf8');
const guide = read('docs/guide.md');
const onOneLine = (text: string) => text.replaceAll(/\s+/g, ' ');

test('the guide asks for the scopes that Groundwork asks for, in the same order', () => {
  const [, listed = ''] = /^```text\n(.*?)^```/ms.exec(guide) ?? [];
  expect(listed.trim().split('\n')).toEqual(requestedScopes);
});

test('every word in bold of the guide stands on a page', () => {
  const files = [
    ...globSync('apps/web/src/**/*.{ts,tsx}', { cwd: root }),
    'packages/ghl-sandbox/src/oauth/consent-page.ts',
  ];
  const pages = onOneLine(
    files
      .filter((file) => !/\.test/.test(file))
      .map(read)
      .join('\n'),
  );
  const labels = [...guide.matchAll(/\*\*(.+?)\*\*/g)].map(([, label = '']) => label);
  expect(labels.length).toBeGreaterThan(40);
  const isShown = (label: string) => {
    const literally = label.replaceAll(/[.?]/g, String.raw`\$&`);
    return new RegExp(`[>'"\`},] ?${literally}(?= ?[<'"\`{$,])`).test(pages);
  };
  expect(labels.filter((label) => label !== 'bold' && !isShown(label))).toEqual([]);
});
