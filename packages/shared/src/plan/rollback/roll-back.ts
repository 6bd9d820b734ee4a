import { bindReferences, type Lookup } from '../../blueprint/references.ts';
import { kindNames } from '../../kinds/types.ts';
import { diff } from '../diff.ts';
import { holdBackDeletes } from '../hold-back-deletes.ts';
import { type AccountIndex, indexAccount, type LiveAccount } from '../index-account.ts';
import type { Claim } from '../left-blueprint.ts';
import { forgottenLine } from './forgotten-line.ts';
import { linkRemade } from './link-remade.ts';
import { order } from '../order.ts';
import type { Limits } from '../restrain.ts';
import { madeNotes, restoredNotes } from './notes.ts';
import type { BeforeImage, Overwrite, PlanItem, StateEntry } from '../types.ts';
import { type Restored, undoStep } from './undo-step.ts';

/** What one step of a job did, and what it found. */
export interface AppliedStep {
  item: PlanItem;
  /** Null: it had begun, and nobody knows what of it GHL has written. */
  ghlId: string | null;
  before: BeforeImage;
}

/**
 * What it takes to bring the account back to where it was before the steps, three ways: as it was before, as Groundwork applied it
 * last, as it is now. What a client has changed since is kept, unless it is to be overwritten. What the steps created is deleted;
 * what they took over stays recorded, with its values of before; what they deleted is made again.
 */
export function rollBack(
  input: {
    steps: readonly AppliedStep[];
    live: LiveAccount;
    state: readonly StateEntry[];
    /** As for `diff`. */
    claims?: readonly Claim[] | undefined;
    overwrite?: readonly Overwrite[] | undefined;
  } & Limits,
): PlanItem[] {
  const { steps, state, ...account } = input;
  const index = indexAccount(account.live);
  const made = new Set(steps.flatMap(({ item, ghlId }) => (item.action === 'create' && ghlId !== null ? [ghlId] : [])));
  const written = new Set(steps.flatMap(({ item, ghlId }) => (item.changes.length > 0 ? (ghlId ?? []) : [])));
  const now = { state, index, lookup: lookupAfter(steps, index), written };
  const undone = steps.flatMap((step) => undoStep(step, now) ?? []);
  return order(
    holdBackDeletes([
      ...restoredLines(linkRemade(undone.filter((undo) => undo.is === 'restored')), account, made),
      ...deletedLines(
        undone.flatMap((undo) => (undo.is === 'deleted' ? [undo.entry] : [])),
        account,
      ),
      ...undone.flatMap((undo) => (undo.is === 'gone' ? forgottenLine(undo.entry, account) : [])),
      ...undone.flatMap((undo) => (undo.is === 'left' ? [undo.line] : [])),
    ]),
  );
}

/** What a rollback knows of the account beside the record of its blueprint. */
export type Account = Omit<Parameters<typeof rollBack>[0], 'steps' | 'state'>;

/** What the steps made goes, and stands for nothing else. */
function restoredLines(restored: readonly Restored[], account: Account, made: ReadonlySet<string>): PlanItem[] {
  const byAddress = new Map(restored.map((one) => [one.resource.address, one]));
  const rest = kindNames.map((kind) => [kind, account.live[kind].filter(({ id }) => !made.has(id))]);
  return diff({
    ...account,
    live: Object.fromEntries(rest) as LiveAccount,
    resources: restored.map(({ resource }) => resource),
    state: restored.flatMap(({ entry }) => entry ?? []),
    retell(line, known) {
      const one = byAddress.get(line.address);
      return one ? restoredLine(line, one, known) : line;
    },
  });
}

function deletedLines(state: readonly StateEntry[], account: Account): PlanItem[] {
  const claims = new Map(account.claims?.map(({ kind, ghlId, blueprint }) => [`${kind}:${ghlId}`, blueprint]));
  return diff({
    ...account,
    resources: [],
    state,
    retell: (line) => ({ ...line, notes: madeNotes(line, claims.get(`${line.kind}:${line.ghlId ?? ''}`)) }),
  });
}

/** The diff's line, saying what the rollback does. A move without a change is still a step: it records the address of before. */
function restoredLine(line: PlanItem, restored: Restored, known: Lookup): PlanItem {
  const { title, applied, retain, movedFrom, notes } = restored;
  const { retain: _, ...told } = line;
  return {
    ...told,
    action: movedFrom !== null && line.action === 'no-op' ? 'adopt' : line.action,
    title,
    applied: bindReferences(applied, known),
    notes: [...restoredNotes(line, movedFrom), ...notes],
    ...(retain ? { retain } : {}),
    ...(movedFrom === null ? {} : { movedFrom }),
  };
}

/** Ids, and keys that are still there, of what the steps wrote. */
function lookupAfter(steps: readonly AppliedStep[], { byId }: AccountIndex): Lookup {
  const byAddress = new Map(steps.map((step) => [step.item.address, step]));
  return (address, attribute) => {
    const step = byAddress.get(address);
    if (attribute === 'id') return step?.ghlId ?? undefined;
    return byId.get(`${step?.item.kind}:${step?.ghlId}`)?.attributes[attribute];
  };
}
