import { parseBlueprint } from '@groundwork/shared/blueprint';
import type { LibraryEntryView } from '@groundwork/shared/views';
import { readdir, readFile } from 'node:fs/promises';
import { basename } from 'node:path';
import { authorise, type Context } from '../context.ts';
import { listTemplates } from '../templates/list-templates.ts';
import { kindCounts, totalOf } from './kind-counts.ts';

const folder = new URL('../library/', import.meta.url);
let entries: Promise<LibraryEntryView[]> | null = null;

/** Blueprints to start from: the agency's own templates, then what comes with Groundwork. */
export async function listLibrary(ctx: Context): Promise<LibraryEntryView[]> {
  authorise(ctx, 'read');
  const [templates, own] = await Promise.all([listTemplates(ctx.db, ctx.actor.agencyId), ownLibrary()]);
  return [...templates, ...own];
}

/** These change with the code alone, so they are read and checked once. */
const ownLibrary = (): Promise<LibraryEntryView[]> =>
  (entries ??= readLibrary().catch((error: unknown) => {
    entries = null;
    throw error;
  }));

async function readLibrary(): Promise<LibraryEntryView[]> {
  const files = (await readdir(folder)).filter((name) => name.endsWith('.yaml')).toSorted();
  return Promise.all(
    files.map(async (file) => entry(basename(file, '.yaml'), await readFile(new URL(file, folder), 'utf8'))),
  );
}

function entry(slug: string, source: string): LibraryEntryView {
  const parsed = parseBlueprint(source);
  if (!parsed.ok)
    throw new Error(`library blueprint ${slug} is not valid: ${parsed.issues.map(({ message }) => message).join(' ')}`);
  const { name, description = '' } = parsed.blueprint;
  const kinds = kindCounts(parsed.blueprint);
  return { slug, templateId: null, name, description, resourceCount: totalOf(kinds), kinds, source };
}
