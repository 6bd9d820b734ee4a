import type { Json } from '../json.ts';
import { covers } from './covers.ts';

/** `write`: ours to bring to the blueprint. `keep`: a client edited it since the last apply. */
export type Verdict = 'same' | 'write' | 'keep';

/** One value three ways: as the blueprint wants it, as Groundwork applied it last (if it did), as GHL holds it. */
export function threeWay(wanted: Json, base: Json | undefined, live: Json | undefined): Verdict {
  if (covers(wanted, live)) return 'same';
  return base === undefined || covers(base, live) ? 'write' : 'keep';
}
