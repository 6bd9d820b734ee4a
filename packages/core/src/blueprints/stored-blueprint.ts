import { AppError } from '@groundwork/shared';
import { type Blueprint, parseBlueprint } from '@groundwork/shared/blueprint';

const kept = new Map<string, Blueprint>();
const maxKept = 20;

/**
 * A stored version was valid when it was saved. One that is no longer is a fault of ours, told as such. The versions read last are
 * kept parsed: a version never changes, and one is planned and applied for many accounts in a row.
 */
export function storedBlueprint(source: string): Blueprint {
  const blueprint = kept.get(source) ?? parse(source);
  kept.delete(source);
  kept.set(source, blueprint);
  for (const oldest of kept.keys()) {
    if (kept.size <= maxKept) break;
    kept.delete(oldest);
  }
  return blueprint;
}

function parse(source: string): Blueprint {
  const parsed = parseBlueprint(source);
  if (parsed.ok) return parsed.blueprint;
  throw new AppError(
    'BLUEPRINT_INVALID',
    'This version was written for an older Groundwork and needs a change. Open it, correct what is marked, and save it again.',
    { issues: parsed.issues },
  );
}
