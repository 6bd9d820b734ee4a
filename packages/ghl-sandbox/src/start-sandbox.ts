import type { AddressInfo } from 'node:net';
import { createLocalControl } from './control/run-control.ts';
import type { SandboxControl } from './control/controls.ts';
import { createServer } from './create-server.ts';
import { createTraffic } from './gate/traffic.ts';
import { defaultKnobs, knobChangesSchema, type KnobChanges } from './knobs.ts';
import { openStore } from './store/open-store.ts';
import { seed } from './store/seed.ts';
import { createCourier } from './webhooks/courier.ts';
import { loadWebhookKey, publicKeyOf } from './webhooks/keys.ts';
import type { World } from './world.ts';

export interface SandboxOptions {
  /** 0 takes a free one. */
  port: number;
  host?: string | undefined;
  /** Where state is kept; without it everything lives in memory. */
  dataDir?: string | undefined;
  /** `<appId>-<suffix>` */
  clientId: string;
  clientSecret: string;
  redirectUris: string[];
  /** The app's default webhook URL. Until one is set, webhooks wait. */
  webhookUrl?: string | undefined;
  /** Event type → URL, as set in GHL's portal; `ProductCreate` and the like are sent only where one is given. */
  eventUrls?: Record<string, string> | undefined;
  knobs?: KnobChanges | undefined;
}

export interface Sandbox {
  url: string;
  port: number;
  /** Ed25519, SPKI in base64. */
  webhookPublicKey: string;
  control: SandboxControl;
  close(): Promise<void>;
}

export async function startSandbox(options: SandboxOptions): Promise<Sandbox> {
  const { port, host = '127.0.0.1', dataDir, clientId, clientSecret, redirectUris, webhookUrl, eventUrls } = options;
  const key = loadWebhookKey(dataDir);
  const store = openStore(dataDir);
  const app = { clientId, clientSecret, redirectUris: [...redirectUris], webhookUrl, eventUrls: { ...eventUrls } };
  const knobs = Object.assign({ ...defaultKnobs }, knobChangesSchema.parse(options.knobs ?? {}));
  const courier = createCourier({ store, app, knobs, key });
  const world: World = { store, app, knobs, faults: [], traffic: createTraffic(), courier };
  seed(world);

  const server = createServer(world);
  try {
    await server.listen({ port, host });
  } catch (error) {
    store.close();
    throw error;
  }
  courier.wake();

  const address = server.server.address() as AddressInfo;
  const shownHost = host === '0.0.0.0' || host === '::' ? '127.0.0.1' : host;
  return {
    url: `http://${shownHost.includes(':') ? `[${shownHost}]` : shownHost}:${address.port}`,
    port: address.port,
    webhookPublicKey: publicKeyOf(key),
    control: createLocalControl(world),
    async close() {
      await courier.stop();
      await server.close();
      store.close();
    },
  };
}
