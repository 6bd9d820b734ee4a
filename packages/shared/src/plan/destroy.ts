import { diff } from './diff.ts';
import type { LiveAccount } from './index-account.ts';
import type { Claim } from './left-blueprint.ts';
import { lossOf } from './loss-words.ts';
import type { Limits } from './restrain.ts';
import type { PlanItem, StateEntry } from './types.ts';

/** What it takes to remove all that a blueprint created in an account: as if it were empty, told as what it is. */
export function destroy(
  input: { live: LiveAccount; state: readonly StateEntry[]; claims: readonly Claim[] } & Limits,
): PlanItem[] {
  const owners = new Map(input.claims.map(({ kind, ghlId, blueprint }) => [`${kind}:${ghlId}`, blueprint]));
  return diff({
    ...input,
    resources: [],
    retell: (line) => ({ ...line, notes: notesOf(line, owners.get(`${line.kind}:${line.ghlId}`)) }),
  });
}

function notesOf({ kind, action, changes, retain }: PlanItem, claimedBy: string | undefined): string[] {
  if (action === 'delete') {
    const edited = changes.filter(({ clientEdited }) => clientEdited).map(({ path }) => `"${path}"`);
    const note = `Groundwork created it, so it is deleted. ${lossOf[kind]}`;
    if (edited.length === 0) return [note];
    return [note, `${edited.join(', ')} was edited in the account since the last apply. The edit is lost with it.`];
  }
  if (claimedBy !== undefined) return [`"${claimedBy}" was applied to it too, so it is kept.`];
  if (retain === 'protected')
    return [
      'Protected by preventDestroy, so it is kept. To delete it too, take preventDestroy out of the blueprint, apply that, and destroy again.',
    ];
  if (retain === 'seeded') return ['It was made once for the client (manage: seed), so it is kept.'];
  return ['It was in the account before Groundwork, so it is kept.'];
}
