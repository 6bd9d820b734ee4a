import type { JsonObject } from '@groundwork/shared';
import type { Core } from '../context.ts';

/** Stores an event once, whose signature was verified, and asks for what follows from it. Answers whether it was new. */
export async function receiveWebhook(core: Core, event: { id: string; body: JsonObject }): Promise<boolean> {
  await Promise.resolve(core);
  throw new Error(`not built: ${event.id}`);
}
