import type { GrantFacts, LocationFacts, RefreshEntry } from '../bridge/index.ts';

/**
 * `healthy`: works and renews itself. `attention`: works, but something goes wrong or will. `broken`: does not work until
 * a person acts. `ended`: uninstalled, deleted or moved; nothing is wrong with it.
 */
export const connectionHealths = ['healthy', 'attention', 'broken', 'ended'] as const;
export type ConnectionHealth = (typeof connectionHealths)[number];

/** A verdict in words: what is the case, and what to do next, where somebody has to do something. */
export interface Verdict {
  health: ConnectionHealth;
  what: string;
  next: string | null;
}

export interface GrantView extends GrantFacts, Verdict {
  /** How long it goes on by itself, in words: the next renewal, and until when tokens last should GHL stay away. */
  forecast: string | null;
  /** Permissions that kinds need and this grant lacks, by kind. */
  missingScopes: { kind: string; scopes: string[] }[];
  /** Open this in any browser, signed in or not, to connect exactly this agency or location again. */
  connectUrl: string;
}

export interface ConnectedLocationView extends LocationFacts, Verdict {}

export interface ConnectionsView {
  /** The OAuth service. When it is down, grants and locations are unknown: `grants` and `locations` are then null. */
  service: { state: 'up' | 'degraded' | 'down'; detail: string | null };
  grants: GrantView[] | null;
  locations: ConnectedLocationView[] | null;
  /** How many grants and locations are in which health. */
  counts: Record<ConnectionHealth, number>;
  /** The one link to send to whoever has to connect the agency. */
  connectUrl: string;
  checkedAt: string;
}

/** `name` is the agency's or the location's. */
export interface RefreshView extends RefreshEntry {
  name: string;
}

export interface RefreshesView {
  refreshes: RefreshView[];
  nextBefore: string | null;
}
