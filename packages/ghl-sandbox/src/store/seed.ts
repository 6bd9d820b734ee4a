import { allCompanies, allLocations, allUsers, fixtures } from '../fixtures/agencies.ts';
import { contents } from '../fixtures/contents.ts';
import { companyBody, locationBody, userBody } from '../kinds/seeded-bodies.ts';
import type { World } from '../world.ts';
import { seededResources } from './seeded-resources.ts';
import type { Resource } from './resources.ts';

/**
 * Puts the fixtures in, but only where nobody has been yet: a company, location or user that was never here, and a kind in a
 * location that never held one of it. So a store of an older version gains what is new, and nobody's deletion is undone.
 */
export function seed(world: World): void {
  world.store.transaction(() => {
    for (const company of allCompanies) put(world, { kind: 'company', ownerId: null }, companyBody(company));
    for (const location of allLocations)
      put(world, { kind: 'location', ownerId: location.companyId }, locationBody(location));
    for (const user of allUsers) put(world, { kind: 'user', ownerId: user.companyId }, userBody(user));
    for (const [key, { id }] of Object.entries({ ...fixtures.locations, ...fixtures.secondLocations }))
      for (const [kind, resources] of Object.entries(seededResources(key, id, contents[key] ?? {})))
        if (!world.store.get('SELECT 1 FROM resource WHERE kind = ? AND owner_id = ? LIMIT 1', kind, id))
          for (const resource of resources) put(world, { kind, ownerId: id }, resource);
  });
}

/** Forgets everything, tokens and pending webhooks too, and starts over from the fixtures. */
export function reset(world: World): void {
  world.store.transaction(() => {
    for (const table of tables) world.store.run(`DELETE FROM ${table}`);
    seed(world);
  });
}

const tables = [
  'resource',
  'install',
  'paused_location',
  'oauth_grant',
  'code',
  'access_token',
  'refresh_token',
  'webhook',
] as const;

/** What is seeded was always there: no list lags behind it. What was deleted leaves its row, and stays deleted. */
function put(world: World, { kind, ownerId }: { kind: string; ownerId: string | null }, resource: Resource): void {
  world.store.run(
    'INSERT OR IGNORE INTO resource (kind, id, owner_id, body, changed_at_ms) VALUES (?, ?, ?, ?, 0)',
    kind,
    resource.id,
    ownerId,
    JSON.stringify(resource),
  );
}
