import { z } from 'zod';
import { locationStandings } from '../store/location-states.ts';
import { allResources, getResource, type Resource } from '../store/resources.ts';
import type { World } from '../world.ts';
import { edit, remove } from './edit.ts';

export const clientEditSchema = z.strictObject({
  /** Name of a sub-account. */
  account: z.string(),
  kind: z.string(),
  name: z.string(),
  changes: z.record(z.string(), z.unknown()).optional(),
});

/** What somebody at a client does to one of its things, both by their names. Without changes it is deleted. */
export function clientEdit(
  world: World,
  { account, kind, name, changes }: z.output<typeof clientEditSchema>,
): Resource | { removed: boolean } {
  const accounts = locationStandings(world).flatMap(
    ({ locationId: id }) => getResource(world, { kind: 'location', id }) ?? [],
  );
  const ownerId = the(`account called ${account}`, accounts, account).id;
  const { id } = the(`${kind} called ${name} in ${account}`, allResources(world, kind, ownerId), name);
  return changes ? edit(world, { kind, id, ownerId, changes }) : remove(world, { kind, id });
}

function the(what: string, among: readonly Resource[], name: string): Resource {
  const [found, another] = among.filter((resource) => resource['name'] === name);
  if (found && !another) return found;
  const names = among.map((resource) => String(resource['name'])).join(', ');
  throw new RangeError(
    found ? `There is more than one ${what}: use its id with /_sandbox/resources.` : `No ${what}. There is: ${names}.`,
  );
}
