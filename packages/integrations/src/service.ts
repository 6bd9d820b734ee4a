/** How a service is doing, for `/health/ready` and the people who read it. */
export interface ServiceHealth {
  state: 'up' | 'degraded' | 'down';
  /** Why it is not up, and what to do; null when it is. */
  detail: string | null;
}

/** The one shape of every third party. A service is created with its options, started once and stopped once. */
export interface Service {
  readonly name: string;
  start(): Promise<void>;
  health(): Promise<ServiceHealth>;
  /** Lets calls in flight end, then closes connections. */
  stop(): Promise<void>;
}

/** Where an app counts calls. `outcome` is `ok`, `circuit-open`, `cancelled` by the caller, or an error code; one observation per attempt. */
export interface ServiceMetrics {
  observe(service: string, operation: string, outcome: string, seconds: number): void;
}

/** Started services: asked and stopped together. */
export interface RunningServices {
  health(): Promise<Record<string, ServiceHealth>>;
  stop(): Promise<void>;
}

/** Starts services in the order given. When one fails, those before it are stopped again and its error is thrown. */
export async function startServices(services: readonly Service[]): Promise<RunningServices> {
  const started: Service[] = [];
  for (const service of services) {
    try {
      await service.start();
    } catch (error) {
      await stopAll(started).catch(() => undefined);
      throw error;
    }
    started.push(service);
  }
  return {
    health: async () =>
      Object.fromEntries(await Promise.all(started.map(async (service) => [service.name, await healthOf(service)]))),
    stop: () => stopAll(started),
  };
}

const healthOf = (service: Service): Promise<ServiceHealth> =>
  service.health().catch((error: unknown) => ({ state: 'down', detail: String(error) }));

/** In reverse order, all of them, even when one throws; the first error is thrown at the end. */
async function stopAll(services: readonly Service[]): Promise<void> {
  const errors: unknown[] = [];
  for (const service of services.toReversed()) await service.stop().catch((error: unknown) => errors.push(error));
  if (errors.length > 0) throw errors[0];
}
