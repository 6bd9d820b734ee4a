import { fixtures } from '@groundwork/ghl-sandbox';
import { ServiceError } from '@groundwork/integrations';
import type { Bridge, BridgeNews } from '@groundwork/integrations/bridge';
import type { BridgeResponse, GrantFacts } from '@groundwork/shared/bridge';

type Installed = BridgeResponse<'installation'>['locations'][number];

/** An OAuth service that holds what the test says, for tests of what core makes of it. The real one is asked in e2e. */
export interface ToldBridge {
  bridge: Bridge;
  /** Locations of every company. */
  locations: Installed[];
  grants: GrantFacts[];
  /** When they were read from GHL; null: never. */
  reconciledAt: string | null;
  isDown: boolean;
  /** Companies asked about, one entry a call. */
  asked: string[];
  /** Called when an answer has been taken, before it is given. */
  beforeAnswer: () => Promise<void> | void;
  /** To every listener, as the stream would. */
  tell(news: BridgeNews): void;
}

/** Every location of the fixtures, as it is when nothing has happened to it. */
export const allActive = (): Installed[] =>
  Object.values(fixtures.locations).map(({ id, name, address }) => ({
    locationId: id,
    name,
    address,
    state: 'active',
  }));

export function createToldBridge(bridge: Bridge): ToldBridge {
  const listeners = new Set<(news: BridgeNews) => void>();
  const answer = async <T>(companyId: string, take: () => T): Promise<T> => {
    told.asked.push(companyId);
    if (told.isDown) throw down();
    const taken = structuredClone(take());
    await told.beforeAnswer();
    return taken;
  };
  const told: ToldBridge = {
    locations: [],
    grants: [],
    reconciledAt: new Date().toISOString(),
    isDown: false,
    asked: [],
    beforeAnswer: () => undefined,
    tell: (news) => listeners.forEach((listener) => listener(news)),
    bridge: {
      ...bridge,
      health: () =>
        Promise.resolve(told.isDown ? { state: 'down', detail: 'Start it.' } : { state: 'up', detail: null }),
      installation: (companyId) =>
        answer(companyId, () => ({
          companyId,
          state: 'active',
          reason: null,
          scopes: [],
          locations: told.locations,
          reconciledAt: told.reconciledAt,
        })),
      connections: (companyId) =>
        answer(companyId, () => ({
          companyId,
          grants: told.grants,
          locations: told.locations.map((location) => ({ ...location, since: null, token: null })),
        })),
      onNews(listener) {
        listeners.add(listener);
        return () => void listeners.delete(listener);
      },
    },
  };
  return told;
}

const down = () =>
  new ServiceError({
    service: 'bridge',
    operation: 'connections',
    code: 'OAUTH_UNAVAILABLE',
    message: 'The OAuth service cannot be reached. Start it.',
    retryable: true,
    outcome: 'not-applied',
  });
