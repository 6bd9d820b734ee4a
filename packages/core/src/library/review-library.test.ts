import { reviewBlueprint } from '@groundwork/shared/author';
import { parseBlueprint } from '@groundwork/shared/blueprint';
import { readdir, readFile } from 'node:fs/promises';
import { expect, test } from 'vitest';
import { composeBlueprint, readPartsLibrary } from '../assistants/offline/compose.ts';

const library = await readPartsLibrary();
const folder = new URL('./', import.meta.url);
const starters = (await readdir(folder)).filter((file) => file.endsWith('.yaml'));
const texts = [
  ...(await Promise.all(starters.map((file) => readFile(new URL(file, folder), 'utf8')))),
  ...library.trades.flatMap(({ title }) => {
    const content = composeBlueprint(title, '', library);
    return content.kind === 'proposal' ? [content.source] : [];
  }),
];

test('each change that is suggested for a starter or a composed blueprint is valid, and not suggested again', () => {
  expect(texts).toHaveLength(starters.length + library.trades.length);
  const left = texts.flatMap((text) =>
    reviewBlueprint(text).flatMap(({ title, source }) => {
      if (source === null) return [];
      const again = reviewBlueprint(source).map((other) => other.title);
      return !parseBlueprint(source).ok || again.includes(title) ? [title] : [];
    }),
  );
  expect(left).toEqual([]);
});

test('of what is put together from parts, no name is odd and each pipeline ends', () => {
  const titles = new Set(texts.flatMap((text) => reviewBlueprint(text).map(({ title }) => title)));
  expect([...titles].toSorted()).toEqual([
    'Describe the products',
    'Keep time free between appointments',
    'Leave texts to the client once they are there',
    'Protect fields and pipelines from being deleted',
  ]);
});
