import type { Fault } from './faults.ts';
import type { Traffic } from './gate/traffic.ts';
import type { Knobs } from './knobs.ts';
import type { Store } from './store/open-store.ts';
import type { Courier } from './webhooks/courier.ts';

/** The one marketplace app that exists in the sandbox. */
export interface AppRegistration {
  clientId: string;
  clientSecret: string;
  redirectUris: string[];
  webhookUrl: string | undefined;
  /** Event type → URL: what the app wants to hear of beside installs. These events go nowhere else. */
  eventUrls: Record<string, string>;
}

/** Everything a handler may need. Knobs, faults and traffic live in memory; the store outlives the process. */
export interface World {
  readonly store: Store;
  readonly app: AppRegistration;
  readonly knobs: Knobs;
  readonly faults: Fault[];
  readonly traffic: Traffic;
  readonly courier: Courier;
}

/** GHL: the part of the client id before the dash. */
export const appIdOf = (app: AppRegistration): string => app.clientId.split('-')[0] ?? app.clientId;
