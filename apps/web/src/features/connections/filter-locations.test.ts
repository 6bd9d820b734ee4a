import type { ConnectedLocationView, ConnectionHealth } from '@groundwork/shared/views';
import { expect, test } from 'vitest';
import { filterLocations } from './filter-locations.ts';

const location = (name: string, health: ConnectionHealth): ConnectedLocationView => ({
  locationId: `id-${name}`,
  name,
  address: null,
  state: 'active',
  since: null,
  token: null,
  health,
  what: '',
  next: null,
});
const locations = [
  location('Alder', 'ended'),
  location('Café Río', 'healthy'),
  location('Ironwood', 'broken'),
  location('Lumen', 'healthy'),
  location('Torque', 'attention'),
];
const found = (text: string, health: ConnectionHealth | null = null) =>
  filterLocations(locations, { text, health }).map(({ name }) => name);

test('what asks for a person comes first, what has ended last', () => {
  expect(found('')).toEqual(['Ironwood', 'Torque', 'Café Río', 'Lumen', 'Alder']);
});

test('only those of the chosen health are kept', () => {
  expect(found('', 'healthy')).toEqual(['Café Río', 'Lumen']);
});

test('a search finds names without their accents, and ids', () => {
  expect(found('cafe')).toEqual(['Café Río']);
  expect(found('id-torque')).toEqual(['Torque']);
});
