import { readFile } from 'node:fs/promises';
import { parseBlueprint } from '@groundwork/shared/blueprint';
import type { LibraryEntryView } from '@groundwork/shared/views';

const slugs = ['dental-clinic'] as const;

/** Blueprints that come with Groundwork, to start from. */
export async function listLibrary(): Promise<LibraryEntryView[]> {
  return Promise.all(
    slugs.map(async (slug) => {
      const source = await readFile(new URL(`../library/${slug}.yaml`, import.meta.url), 'utf8');
      const parsed = parseBlueprint(source);
      if (!parsed.ok) throw new Error(`library blueprint ${slug} is not valid`);
      return { slug, name: parsed.blueprint.name, description: parsed.blueprint.description ?? '', source };
    }),
  );
}
