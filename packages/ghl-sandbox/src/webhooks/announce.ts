import type { World } from '../world.ts';

/** GHL docs: beside the install events, an app gets those that its portal names a URL for. Sent once the transaction is done. */
export function announce(world: World, type: string, event: Record<string, unknown>): void {
  if (!world.app.eventUrls[type]) return;
  world.courier.post({ type, ...event });
  setImmediate(() => world.courier.wake());
}
