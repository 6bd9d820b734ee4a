import { z } from 'zod';
import { newHexId, newId } from '../ids.ts';
import { allResources, getResource, ownerOf, putResource, removeResource, type Resource } from '../store/resources.ts';
import { announce } from '../webhooks/announce.ts';
import type { World } from '../world.ts';

export const editSchema = z.strictObject({
  kind: z.string(),
  id: z.string().optional(),
  ownerId: z.string().optional(),
  changes: z.record(z.string(), z.unknown()),
});

/** The properties given are laid over what is there; without an id something new appears. */
export function edit(world: World, input: z.output<typeof editSchema>): Resource {
  const { kind, id = idFor(kind), changes } = input;
  const ownerId = input.ownerId ?? ownerOf(world, kind, id);
  if (ownerId === undefined) throw new RangeError(`No ${kind} ${id} is here; to create one, name its ownerId.`);
  const held = allResources(world, kind, ownerId).find((resource) => resource.id === id);
  const resource = putResource(world, { kind, id, ownerId }, { ...held, ...changes, id });
  announce(world, kind, held ? 'Update' : 'Create', resource);
  return resource;
}

export const removeSchema = z.strictObject({ kind: z.string(), id: z.string() });

export function remove(world: World, { kind, id }: z.output<typeof removeSchema>): { removed: boolean } {
  const held = getResource(world, { kind, id });
  if (held) announce(world, kind, 'Delete', held);
  return { removed: removeResource(world, { kind, id }) };
}

const idFor = (kind: string): string => (kind === 'product' || kind === 'price' ? newHexId(newId()) : newId());
