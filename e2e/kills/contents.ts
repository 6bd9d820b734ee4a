import type { World } from './world.ts';

const kinds = [
  'tag',
  'customField',
  'customValue',
  'pipeline',
  'calendarGroup',
  'calendar',
  'link',
  'product',
  'price',
];

/** Everything an account of the sandbox holds, one line each by kind and name: what is there twice has two lines. */
export async function contentsOf(sandbox: World['sandbox'], ownerId: string): Promise<string[]> {
  const lists = await Promise.all(
    kinds.map(async (kind) =>
      (await sandbox.listResources({ kind, ownerId })).map(({ name }) => `${kind} ${String(name).toLowerCase()}`),
    ),
  );
  return lists.flat().toSorted();
}
