import { lintBlueprint, parseBlueprint } from '@groundwork/shared/blueprint';
import { readdir, readFile } from 'node:fs/promises';
import { describe, expect, test } from 'vitest';
import { addFragment, emptyDraft } from './draft.ts';
import type { Fragment } from './parts-library.ts';
import { readPartsLibrary } from './read-parts-library.ts';
import { plainWording, reword } from './reword.ts';
import { settle } from './settle.ts';

const { parts, trades } = await readPartsLibrary();
const folder = new URL('../../library/', import.meta.url);

function settled(...fragments: readonly Fragment[]) {
  const draft = emptyDraft();
  for (const [index, fragment] of fragments.entries())
    addFragment(draft, reword(fragment, plainWording), String(index));
  return settle('', emptyDraft(), draft, { name: 'Trial', description: () => null });
}

const clean = { leftOut: [], check: { valid: true, warnings: [] }, plan: { problems: [], manual: [] } };

describe('the library of parts', () => {
  test('has parts and trades enough', () => {
    expect(parts.length).toBeGreaterThanOrEqual(25);
    expect(trades.length).toBeGreaterThanOrEqual(18);
  });

  test('holds valid blueprints, in which nothing is odd', async () => {
    for (const name of ['parts', 'trades'])
      for (const file of await readdir(new URL(`${name}/`, folder))) {
        const [, source = ''] = (await readFile(new URL(`${name}/${file}`, folder), 'utf8')).split(/^---\n/m);
        const parsed = parseBlueprint(source);
        expect(parsed, file).toMatchObject({ ok: true, warnings: [] });
        expect(lintBlueprint(source), file).toEqual([]);
      }
  });

  test('says the same of a variable wherever one stands', () => {
    const types = new Map<string, string>();
    for (const { fragment } of [...parts, ...trades])
      for (const [name, { type }] of Object.entries(fragment.variables)) {
        expect(types.get(name) ?? type, name).toBe(type);
        types.set(name, type);
      }
  });

  test('goes together, each part with each other one', () => {
    for (const [index, one] of parts.entries())
      for (const other of parts.slice(index))
        expect(settled(one.fragment, other.fragment), `${one.id} and ${other.id}`).toMatchObject(clean);
  }, 120_000);

  test('goes together, all parts with each trade', () => {
    for (const { id, fragment } of trades)
      expect(settled(fragment, ...parts.map((part) => part.fragment)), id).toMatchObject(clean);
  }, 60_000);

  test('has words of its own for each part and each trade', () => {
    for (const { id, needs } of parts)
      expect(needs.filter((phrase) => phrase.length > 0).length, id).toBeGreaterThan(0);
    for (const { id, phrases } of trades)
      expect(phrases.filter((phrase) => phrase.length > 0).length, id).toBeGreaterThan(2);
  });
});
