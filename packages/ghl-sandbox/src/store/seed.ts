import { allCompanies, allLocations, allUsers, fixtures } from '../fixtures/agencies.ts';
import { contents } from '../fixtures/contents.ts';
import { fixedId } from '../ids.ts';
import { newCustomField } from '../kinds/custom-field-shape.ts';
import { newCustomValue } from '../kinds/custom-value.ts';
import { companyBody, locationBody, userBody } from '../kinds/seeded-bodies.ts';
import type { World } from '../world.ts';
import { putResource } from './resources.ts';

/** Fills an empty store; a store that was filled before is left alone. */
export function seed(world: World): void {
  world.store.transaction(() => {
    if (world.store.get('SELECT 1 FROM resource LIMIT 1')) return;
    for (const company of allCompanies) putResource(world, { kind: 'company', id: company.id }, companyBody(company));
    for (const location of allLocations)
      putResource(world, { kind: 'location', id: location.id, ownerId: location.companyId }, locationBody(location));
    for (const user of allUsers)
      putResource(world, { kind: 'user', id: user.id, ownerId: user.companyId }, userBody(user));
    for (const [key, { id }] of Object.entries({ ...fixtures.locations, ...fixtures.secondLocations }))
      seedContents(world, key, id);
    // What is seeded was always there: no list lags behind it.
    world.store.run('UPDATE resource SET changed_at_ms = 0');
  });
}

/** Forgets everything, tokens and pending webhooks too, and starts over from the fixtures. */
export function reset(world: World): void {
  world.store.transaction(() => {
    for (const table of ['resource', 'install', 'oauth_grant', 'code', 'access_token', 'refresh_token', 'webhook'])
      world.store.run(`DELETE FROM ${table}`);
    seed(world);
  });
}

function seedContents(world: World, key: string, locationId: string): void {
  const { tags = [], fields = [], values = {} } = contents[key] ?? {};
  for (const [index, name] of tags.entries()) {
    const id = fixedId(`tag:${key}:${index}`);
    putResource(world, { kind: 'tag', id, ownerId: locationId }, { id, name, locationId });
  }
  for (const { model = 'contact', ...field } of fields) {
    const id = fixedId(`field:${key}:${field.name}`);
    putResource(
      world,
      { kind: 'customField', id, ownerId: locationId },
      newCustomField({ id, locationId, model, ...field }),
    );
  }
  for (const [name, value] of Object.entries(values)) {
    const id = fixedId(`value:${key}:${name}`);
    putResource(
      world,
      { kind: 'customValue', id, ownerId: locationId },
      newCustomValue({ id, locationId, name, value }),
    );
  }
}
