import type { Json } from '../json.ts';
import type { KindName } from '../kinds/types.ts';
import type { Blueprint } from '../blueprint/types.ts';
import type { DriftWhat } from '../views/drift.ts';
import type { LiveAccount } from './index-account.ts';
import type { StateEntry } from './types.ts';

export interface Drift {
  address: string;
  kind: KindName;
  title: string;
  /** As in a plan's `kept`; empty: the whole object. */
  path: string;
  what: DriftWhat;
  expected: Json;
  live: Json;
}

/**
 * Where the account is no longer as Groundwork left it. Not told: what the blueprint that was applied leaves alone (ignored
 * attributes, seeded objects), and what it would not notice either. Values of secret attributes are not in it.
 */
export function findDrift(input: {
  state: readonly StateEntry[];
  live: LiveAccount;
  /** The version applied last. */
  blueprint: Blueprint;
}): Drift[] {
  throw new Error(`not built: ${input.state.length}`);
}
