import type { Fault } from '../faults.ts';
import type { Knobs } from '../knobs.ts';
import { locationStandings, type LocationStanding } from '../store/location-states.ts';
import type { World } from '../world.ts';

export interface SandboxState {
  knobs: Knobs;
  faults: Fault[];
  app: {
    clientId: string;
    redirectUris: string[];
    webhookUrl: string | undefined;
    eventUrls: Record<string, string>;
  };
  /** `locationId` is empty where the agency itself is meant. */
  installs: { companyId: string; locationId: string; userId: string }[];
  /** Every location that is or was here. */
  locations: LocationStanding[];
  grants: { id: string; userType: string; companyId: string; locationId: string | null; revoked: boolean }[];
  /** How many there are of each kind. */
  resources: Record<string, number>;
}

export interface WebhookView {
  deliveryId: string;
  event: Record<string, unknown>;
  state: 'pending' | 'delivered' | 'given up' | 'lost';
  attempts: number;
  /** The HTTP status of the last try, or what went wrong. */
  lastOutcome: string | null;
}

export function describeState(world: World): SandboxState {
  const { store, app, knobs, faults } = world;
  const counts = store.all<{ kind: string; count: number }>(
    'SELECT kind, count(*) AS count FROM resource WHERE body IS NOT NULL GROUP BY kind',
  );
  const grants = store.all<SandboxState['grants'][number]>(
    `SELECT id, user_type AS userType, company_id AS companyId, location_id AS locationId, revoked FROM oauth_grant`,
  );
  return structuredClone({
    knobs,
    faults,
    app: {
      clientId: app.clientId,
      redirectUris: app.redirectUris,
      webhookUrl: app.webhookUrl,
      eventUrls: app.eventUrls,
    },
    installs: store
      .all<SandboxState['installs'][number]>(
        'SELECT company_id AS companyId, location_id AS locationId, user_id AS userId FROM install',
      )
      .map((row) => ({ ...row })),
    locations: locationStandings(world),
    grants: grants.map((grant) => ({ ...grant, revoked: Boolean(grant.revoked) })),
    resources: Object.fromEntries(counts.map(({ kind, count }) => [kind, count])),
  });
}

export const listWebhooks = ({ store }: World): WebhookView[] =>
  store
    .all<Omit<WebhookView, 'event'> & { body: string }>(
      'SELECT delivery_id AS deliveryId, body, state, attempts, last_outcome AS lastOutcome FROM webhook ORDER BY seq',
    )
    .map(({ body, ...row }) => ({ ...row, event: JSON.parse(body) as Record<string, unknown> }));
