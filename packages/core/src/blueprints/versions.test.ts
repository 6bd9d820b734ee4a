import { afterAll, beforeAll, expect, test } from 'vitest';
import type { Context } from '../context.ts';
import { createWorld, type World } from '../testing/world.ts';
import { checkBlueprint } from './check-blueprint.ts';
import { diffVersions } from './diff-versions.ts';
import { formatBlueprint } from './format-blueprint.ts';
import { getSchema } from './get-schema.ts';
import { listBlueprints } from './list-blueprints.ts';
import { listLibrary } from './list-library.ts';
import { listVersions } from './list-versions.ts';
import { saveBlueprint } from './save-blueprint.ts';

let world: World;
let owner: Context;

beforeAll(async () => {
  world = await createWorld();
  owner = await world.member();
});
afterAll(() => world.close());

const withTags = (name: string, ...tags: string[]): string =>
  `groundwork: 1\nname: ${name}\nresources:\n  tag:\n${tags.map((tag) => `    ${tag}: { name: ${tag} }\n`).join('')}`;
const save = (source: string) => saveBlueprint(owner, source);

test('the history lists every version, newest first, with what it holds', async () => {
  const first = await save(withTags('History', 'a', 'b'));
  const second = await save(`${withTags('History', 'a')}  customValue:\n    phone: { name: Phone, value: '1' }\n`);
  const empty = await save('groundwork: 1\nname: History\nresources: {}\n');
  expect(await listVersions(owner, { blueprintId: first.blueprintId })).toMatchObject([
    { id: empty.id, version: 3, resourceCount: 0, createdBy: 'Some owner' },
    { id: second.id, version: 2, resourceCount: 2 },
    { id: first.id, version: 1, resourceCount: 2 },
  ]);
});

test('the list counts the newest version’s resources by kind', async () => {
  await save(withTags('Counted', 'a', 'b', 'c'));
  await save(`${withTags('Counted', 'a')}  customValue:\n    phone: { name: Phone, value: '1' }\n`);
  const listed = (await listBlueprints(owner)).find(({ name }) => name === 'Counted');
  expect(listed).toMatchObject({ latestVersion: 2, resourceCount: 2, kinds: { tag: 1, customValue: 1 } });
});

test('the same text again is the same version, also when saved many times at once; an older text is a new one', async () => {
  const source = withTags('Same', 'a');
  const saved = await Promise.all(Array.from({ length: 5 }, () => save(source)));
  expect(new Set(saved.map(({ id }) => id)).size).toBe(1);
  const other = await save(withTags('Same', 'b'));
  const back = await save(source);
  expect([other.version, back.version]).toEqual([2, 3]);
});

test('versions that are saved at once get a number each', async () => {
  const saved = await Promise.all(['a', 'b', 'c', 'd'].map((tag) => save(withTags('At once', tag))));
  expect(new Set(saved.map(({ version }) => version))).toEqual(new Set([1, 2, 3, 4]));
});

test('a diff names what was added, removed and changed, and carries both texts', async () => {
  const from = await save(withTags('Diff', 'kept', 'gone'));
  const to = await save(withTags('Diff', 'kept', 'fresh').replace('name: kept', 'name: renamed'));
  const diff = await diffVersions(owner, { fromVersionId: from.id, toVersionId: to.id });
  expect(diff).toMatchObject({
    from: { versionId: from.id, version: 1, name: 'Diff' },
    to: { versionId: to.id, version: 2, name: 'Diff' },
    sources: { from: from.source, to: to.source },
  });
  expect(Object.fromEntries(diff.resources.map(({ address, change }) => [address, change]))).toEqual({
    'tag.fresh': 'added',
    'tag.gone': 'removed',
    'tag.kept': 'changed',
  });
});

test('a version does not differ from itself', async () => {
  const { id } = await save(withTags('Itself', 'a'));
  const diff = await diffVersions(owner, { fromVersionId: id, toVersionId: id });
  expect(diff).toMatchObject({ document: [], variables: [], resources: [] });
});

test('the library holds valid blueprints, each with its counts, and is read once', async () => {
  const library = await listLibrary(owner);
  expect(library.map(({ slug }) => slug)).toEqual(['dental-clinic', 'gym', 'home-services', 'real-estate-team']);
  for (const { name, description, resourceCount, kinds } of library) {
    expect([name, description]).not.toContain('');
    expect(Object.values(kinds).reduce((sum, count) => sum + count, 0)).toBe(resourceCount);
  }
  const again = await listLibrary(owner);
  expect(again.every((entry, index) => entry === library[index])).toBe(true);
});

test('the schema is a JSON Schema of the whole document', () => {
  expect(getSchema()).toMatchObject({
    $id: 'urn:groundwork:blueprint:1',
    $schema: expect.stringContaining('2020-12'),
    type: 'object',
    properties: { groundwork: { const: 1 }, resources: { properties: { tag: {}, pipeline: {} } } },
  });
});

test('a check warns of what the newest version of that name would lose, and of nothing of another agency', async () => {
  const field = (dataType: string) =>
    `groundwork: 1\nname: Losing\nresources:\n  customField:\n    a: { name: A, dataType: ${dataType} }\n`;
  await save(field('TEXT'));
  expect(await checkBlueprint(owner, field('DATE'))).toMatchObject({
    valid: true,
    warnings: [{ message: expect.stringContaining('was TEXT and is DATE now'), at: { line: 5 } }],
  });
  expect(await checkBlueprint(await world.stranger(), field('DATE'))).toMatchObject({ valid: true, warnings: [] });
  await save(field('DATE'));
  expect(await checkBlueprint(owner, field('DATE'))).toMatchObject({ valid: true, warnings: [] });
});

test('a faulty text is not formatted: the error says what is wrong', () => {
  expect(formatBlueprint(owner, 'name: Turned\ngroundwork: 1\n')).toEqual({
    source: 'groundwork: 1\nname: Turned\n',
  });
  expect(() => formatBlueprint(owner, 'groundwork: 1\n')).toThrow(
    expect.objectContaining({ code: 'BLUEPRINT_INVALID', issues: [expect.objectContaining({ path: 'name' })] }),
  );
});
