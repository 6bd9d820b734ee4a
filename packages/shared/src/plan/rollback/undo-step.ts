import { asTemplate, fillReferences, type Lookup } from '../../blueprint/references.ts';
import type { ResolvedResource } from '../../blueprint/types.ts';
import type { JsonObject } from '../../json.ts';
import { kinds } from '../../kinds/registry.ts';
import type { LiveResource } from '../../kinds/types.ts';
import { appliedBefore } from './applied-before.ts';
import type { AccountIndex } from '../index-account.ts';
import { changedAttributes, wholeObject } from './restore-attributes.ts';
import { leftLine } from './left-line.ts';
import * as notes from './notes.ts';
import type { AppliedStep } from './roll-back.ts';
import { undoDoubtful } from './undo-doubtful.ts';
import type { PlanItem, Retention, StateEntry } from '../types.ts';

/** What becomes of what a step did. */
export type Undo =
  | ({ is: 'restored' } & Restored)
  | { is: 'deleted'; entry: StateEntry }
  /** The account does not hold it any more; what is recorded of it goes. */
  | { is: 'gone'; entry: StateEntry }
  /** Nothing is written, and a person is told why. */
  | { is: 'left'; line: PlanItem };

/** An object that shall be as it was. Texts are templates. */
export interface Restored {
  step: AppliedStep;
  resource: ResolvedResource;
  /** What is recorded of it now, at the address that it had before. */
  entry: StateEntry | null;
  title: string;
  /** What counts as applied afterwards: as before, but for what later jobs wrote. */
  applied: JsonObject;
  retain: Retention | undefined;
  /** The address it is recorded under now, where that is another. */
  movedFrom: string | null;
  /** What cannot be as it was, and why. */
  notes: string[];
}

/** What Groundwork knows of the account now. `lookup`: ids and keys as the steps left them. */
export interface Now {
  state: readonly StateEntry[];
  index: AccountIndex;
  lookup: Lookup;
  /** Ids of what the steps made or changed: it is on its way back itself. */
  written: ReadonlySet<string>;
}

/** Null: nothing of it is left, and nobody needs to know. */
export function undoStep(step: AppliedStep, now: Now): Undo | null {
  const { item, before } = step;
  if (step.ghlId === null) {
    const doubt = undoDoubtful(step, now);
    if (doubt !== 'gone') return doubt && { is: 'left', line: doubt };
  }
  const recorded = recordedNow(step, now);
  switch (item.action) {
    case 'create':
      return recorded?.entry.ghlId === step.ghlId ? { is: 'deleted', entry: recorded.entry } : gone(step, now);
    case 'update':
    case 'adopt':
      if (!recorded) return left(step, notes.goneNote, before.state === null ? { entry: entryOf(step, now) } : {});
      if (before.state === null && item.changes.length === 0) return left(step, notes.onlyTakenOverNote, recorded);
      return restore(step, recorded, now);
    case 'replace':
      if (!recorded && step.ghlId !== null) return left(step, notes.goneNote);
      return madeAgain(step, recorded, now);
    case 'delete':
      // Somebody else was faster than the job: it took nothing away.
      return before.live === null ? null : madeAgain(step, recorded, now);
    case 'no-op':
    case 'manual':
      return null;
  }
}

const madeAgain = (step: AppliedStep, recorded: Recorded | null, now: Now): Undo =>
  !recorded && isThereAgain(step, now) ? left(step, notes.thereAgainNote) : restore(step, recorded, now);

/** What the job made and somebody has deleted since. What was made once for the client stays recorded, so that it does not come back. */
function gone(step: AppliedStep, now: Now): Undo | null {
  const entry = entryOf(step, now);
  const isKnown = entry && entry.retain === undefined && !now.index.byId.has(`${entry.kind}:${entry.ghlId}`);
  return isKnown ? { is: 'gone', entry } : null;
}

const entryOf = ({ item: { kind }, ghlId }: AppliedStep, { state }: Now): StateEntry | undefined =>
  state.find((one) => one.kind === kind && one.ghlId === ghlId);

interface Recorded {
  entry: StateEntry;
  object: LiveResource;
}

/**
 * What is recorded of the step's object, or of the one that stands at its address since, if it is still there. An object may be
 * recorded under two addresses: the step's own come first.
 */
function recordedNow({ item, ghlId }: AppliedStep, { state, index }: Now): Recorded | null {
  const { kind, address, movedFrom, action } = item;
  const ofKind = state.filter((one) => one.kind === kind);
  const same = action === 'delete' ? [] : ofKind.filter((one) => one.ghlId === ghlId);
  const at = (entries: readonly StateEntry[], where: string | undefined) =>
    entries.find((one) => one.address === where);
  const entry = at(same, address) ?? at(same, movedFrom) ?? same[0] ?? at(ofKind, address);
  const object = entry && index.byId.get(`${kind}:${entry.ghlId}`);
  return object ? { entry, object } : null;
}

/** Is there an object of the same natural key with which the steps had nothing to do? It may be anybody's. */
function isThereAgain({ item: { kind }, before: { live } }: AppliedStep, { index, written }: Now): boolean {
  const { fieldKey: _, ...attributes } = live ?? {};
  const same = index.byKey.get(`${kind}:${kinds[kind].naturalKey(attributes)}`) ?? [];
  return same.some(({ id }) => !written.has(id));
}

function restore(step: AppliedStep, recorded: Recorded | null, now: Now): Undo {
  const { item, before } = step;
  const { kind } = item;
  const entry = recorded?.entry ?? null;
  const was = before.state?.ghlId === item.ghlId ? before.state : null;
  const wrote = { target: fillReferences(item.target, now.lookup), applied: fillReferences(item.applied, now.lookup) };
  const isWhole = item.action === 'delete' || item.action === 'replace';
  const sides = { before: before.live ?? {}, now: recorded?.object.attributes ?? null, ...wrote };
  const restored = isWhole
    ? wholeObject(kind, sides, entry?.lastApplied ?? null)
    : changedAttributes(item, sides, entry?.lastApplied ?? {});
  const address = addressBefore(step, entry, now);
  const secrets = [...new Set([...(item.secrets ?? []), ...(was?.secrets ?? []), ...(entry?.secrets ?? [])])];
  const isProtected = entry?.retain === 'protected';
  const changed = isWhole ? kinds[kind].managed : item.changes.map(({ path }) => path);
  return {
    is: 'restored',
    step,
    resource: {
      address,
      kind,
      name: address.slice(kind.length + 1),
      properties: asTemplate(restored.desired),
      dependsOn: [],
      ...(isProtected ? { lifecycle: { manage: 'own', preventDestroy: true, ignore: [] } } : {}),
      ...(secrets.length > 0 ? { secrets } : {}),
    },
    entry: entry && { ...entry, address, lastApplied: restored.base },
    title: kinds[kind].title(before.live ?? {}),
    applied: asTemplate(
      was
        ? appliedBefore({ was: was.lastApplied, wrote: wrote.applied, now: entry?.lastApplied ?? {} }, changed)
        : { ...entry?.lastApplied, ...restored.ours },
    ),
    retain: was ? was.retain : entry?.retain,
    movedFrom: entry && entry.address !== address ? entry.address : null,
    notes: restored.notes,
  };
}

/** A move is taken back, unless a later job has moved it on or given the address to another. */
function addressBefore({ item }: AppliedStep, entry: StateEntry | null, { state }: Now): string {
  const { address, movedFrom } = item;
  if (!entry) return address;
  const isFree = movedFrom !== undefined && !state.some((one) => one.address === movedFrom);
  return isFree && entry.address === address ? movedFrom : entry.address;
}

const left = (
  step: AppliedStep,
  note: string,
  recorded: { entry?: StateEntry | undefined; object?: LiveResource } = {},
): Undo => ({
  is: 'left',
  line: leftLine(step, { action: 'no-op', note, ...recorded }),
});
