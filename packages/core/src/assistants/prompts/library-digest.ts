import { parseBlueprint, resourceList } from '@groundwork/shared/blueprint';
import { kindNames } from '@groundwork/shared/kinds';
import { readdirSync, readFileSync } from 'node:fs';

/** Blueprints to start from, short enough for a prompt. */
export type LibraryDigest = readonly { title: string; description: string; resources: string }[];

const folder = new URL('../../library/', import.meta.url);
let digest: LibraryDigest | undefined;

/** What comes with Groundwork: it changes with the code alone, so it is read once. */
export const ownDigest = (): LibraryDigest =>
  (digest ??= readdirSync(folder)
    .filter((file) => file.endsWith('.yaml'))
    .toSorted()
    .flatMap((file) => digestOf(readFileSync(new URL(file, folder), 'utf8'))));

export const describeLibrary = (library: LibraryDigest): string =>
  library.map(({ title, description, resources }) => `## ${title}\n${description}\n${resources}`).join('\n\n');

function digestOf(source: string): LibraryDigest {
  const parsed = parseBlueprint(source);
  if (!parsed.ok) return [];
  const { name, description = '' } = parsed.blueprint;
  const all = resourceList(parsed.blueprint);
  const resources = kindNames.flatMap((kind) => {
    const ofKind = all.filter((resource) => resource.kind === kind);
    if (ofKind.length === 0) return [];
    return `${kind}: ${ofKind.map(({ title, properties }) => `${title}${partsOf(properties)}`).join('; ')}`;
  });
  return [{ title: name, description: description.replaceAll(/\s+/g, ' ').trim(), resources: resources.join('\n') }];
}

/** What a pipeline or a field is made of says most of it. */
function partsOf({ stages, dataType, slotDuration }: Readonly<Record<string, unknown>>): string {
  if (Array.isArray(stages)) return ` (${stages.map((stage: { name?: unknown }) => String(stage.name)).join(' > ')})`;
  if (typeof dataType === 'string') return ` (${dataType})`;
  return typeof slotDuration === 'number' ? ` (${slotDuration} min)` : '';
}
