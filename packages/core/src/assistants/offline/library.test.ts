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

function isClean(...fragments: readonly Fragment[]): boolean {
  const draft = emptyDraft();
  for (const [index, fragment] of fragments.entries())
    addFragment(draft, reword(fragment, plainWording), String(index));
  const { check, plan, leftOut } = settle('', emptyDraft(), draft, { name: 'Trial', description: () => null });
  return check.valid && check.warnings.length === 0 && leftOut.length === 0 && plan?.problems.length === 0;
}

describe('the library of parts', () => {
  test('has parts and trades enough', () => {
    expect(parts.length).toBeGreaterThanOrEqual(25);
    expect(trades.length).toBeGreaterThanOrEqual(18);
  });

  test('holds valid blueprints, in which nothing is odd', async () => {
    const odd: unknown[] = [];
    for (const name of ['parts', 'trades'])
      for (const file of await readdir(new URL(`${name}/`, folder))) {
        const [, source = ''] = (await readFile(new URL(`${name}/${file}`, folder), 'utf8')).split(/^---\n/m);
        const parsed = parseBlueprint(source);
        odd.push(...(parsed.ok ? parsed.warnings : [file, ...parsed.issues]), ...lintBlueprint(source));
      }
    expect(odd).toEqual([]);
  });

  test('says the same of a variable wherever one stands', () => {
    const declared = [...parts, ...trades].flatMap(({ fragment }) => Object.entries(fragment.variables));
    const types = new Map(declared.map(([name, { type }]) => [name, type]));
    expect(declared.filter(([name, { type }]) => types.get(name) !== type)).toEqual([]);
  });

  test('goes together, each part alone, and with each other one of which it has a name', () => {
    const names = ({ fragment }: (typeof parts)[number]) => [
      ...Object.keys(fragment.variables).map((name) => `var.${name}`),
      ...fragment.resources.map(({ kind, name }) => `${kind}.${name}`),
    ];
    const pairs = parts.flatMap((one, index) => {
      const own = new Set(names(one));
      const meets = parts.slice(index + 1).filter((other) => names(other).some((name) => own.has(name)));
      return [one, ...meets].map((other) => [one, other] as const);
    });
    expect(pairs.length).toBeGreaterThan(parts.length);
    const bad = pairs.filter(([one, other]) => !isClean(...new Set([one.fragment, other.fragment])));
    expect(bad.map((pair) => pair.map(({ id }) => id))).toEqual([]);
  }, 300_000);

  test('goes together, all parts with each trade', () => {
    const all = parts.map(({ fragment }) => fragment);
    expect(trades.filter(({ fragment }) => !isClean(fragment, ...all)).map(({ id }) => id)).toEqual([]);
  }, 300_000);

  test('has words of its own for each part and each trade', () => {
    const phrases = [...parts.map(({ needs }) => needs), ...trades.map((trade) => trade.phrases)];
    expect(phrases.filter((each) => each.length < 3 || each.some((phrase) => phrase.length === 0))).toEqual([]);
  });
});
