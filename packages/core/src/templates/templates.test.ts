import { afterAll, beforeAll, expect, test } from 'vitest';
import { listLibrary } from '../blueprints/list-library.ts';
import { saveBlueprint } from '../blueprints/save-blueprint.ts';
import type { Context } from '../context.ts';
import { createWorld, type World } from '../testing/world.ts';
import { removeTemplate } from './remove-template.ts';
import { saveTemplate } from './save-template.ts';

let world: World;
let owner: Context;
let versionId: string;

const source = (tag: string) => `groundwork: 1\nname: Clinic\nresources: { tag: { a: { name: ${tag} } } }\n`;

beforeAll(async () => {
  world = await createWorld();
  owner = await world.member();
  versionId = (await saveBlueprint(owner, source('one'))).id;
});
afterAll(() => world.close());

const save = (name: string, version = versionId) =>
  saveTemplate(owner, { versionId: version, name, description: `About ${name}` });
const own = async (ctx = owner) => (await listLibrary(ctx)).filter(({ templateId }) => templateId !== null);

test('a template stands in the library of its agency alone, before what comes with Groundwork', async () => {
  const saved = await save('Ours');
  expect(saved).toEqual({
    slug: `template-${saved.templateId}`,
    templateId: expect.any(String),
    name: 'Ours',
    description: 'About Ours',
    resourceCount: 1,
    kinds: { tag: 1 },
    source: source('one'),
  });
  expect((await listLibrary(owner))[0]).toEqual(saved);
  expect(await own(await world.stranger())).toEqual([]);
  await removeTemplate(owner, { id: saved.templateId ?? '' });
  expect(await own()).toEqual([]);
});

test('the same name again replaces it, also when saved many times at once', async () => {
  const other = await saveBlueprint(owner, source('two'));
  const first = await save('Again');
  await Promise.all([1, 2, 3].map(() => save('Again', other.id)));
  expect(await own()).toMatchObject([{ templateId: first.templateId, source: source('two') }]);
});

test('one that can no longer be read is listed with why, and breaks nothing', async () => {
  const { templateId } = await save('Old');
  const old = 'groundwork: 0\nname: Clinic\n';
  await world.core.db.updateTable('templates').set({ source: old }).where('id', '=', templateId).execute();
  expect((await own()).find(({ name }) => name === 'Old')).toMatchObject({
    description: expect.stringContaining('older Groundwork'),
    resourceCount: 0,
    source: old,
  });
});

test('is for operators', async () => {
  const viewer = await world.member('viewer');
  await expect(saveTemplate(viewer, { versionId, name: 'Mine', description: '' })).rejects.toMatchObject({
    code: 'FORBIDDEN',
  });
});
