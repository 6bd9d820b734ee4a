import type { ConnectedLocationView, ConnectionHealth } from '@groundwork/shared/views';
import { matchWords } from '../../lib/match-words.ts';
import { healthOrder } from './health-badge.tsx';

export interface LocationsFilter {
  text: string;
  /** Null for all. */
  health: ConnectionHealth | null;
}

/** Those that ask for a person first; among equals the given order stays. */
export function filterLocations(
  locations: readonly ConnectedLocationView[],
  { text, health }: LocationsFilter,
): ConnectedLocationView[] {
  const matches = matchWords(text);
  return locations
    .filter((location) => health === null || location.health === health)
    .filter(({ name, address, locationId }) => matches(`${name} ${address ?? ''} ${locationId}`))
    .toSorted((a, b) => healthOrder.indexOf(a.health) - healthOrder.indexOf(b.health));
}
