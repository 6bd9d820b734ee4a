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

test('a name in another case is the same name', async () => {
  const first = await save('Two cases');
  expect(await save('TWO CASES')).toMatchObject({ templateId: first.templateId, name: 'TWO CASES' });
});

test('at most 100 are kept, and no more than 8 MiB of them; one that is there can be replaced', async () => {
  const { agencyId: agency_id } = owner.actor;
  const before = await own();
  const fill = (count: number, text: string) =>
    world.core.db
      .insertInto('templates')
      .values(
        Array.from({ length: count }, (_, index) => ({
          agency_id,
          name: `fill ${index}`,
          description: '',
          source: text,
        })),
      )
      .execute();
  const empty = () => world.core.db.deleteFrom('templates').where('name', 'like', 'fill %').execute();
  await fill(100 - before.length, 'x');
  await expect(save('One more')).rejects.toMatchObject({ code: 'BAD_REQUEST' });
  await expect(save('fill 1')).resolves.toMatchObject({ name: 'fill 1' });
  await empty();
  await fill(8, 'x'.repeat(1024 * 1024));
  await expect(save('One more')).rejects.toMatchObject({ message: expect.stringContaining('8 MiB') });
  await empty();
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
