import { fillReferences } from '../../blueprint/references.ts';
import { type Json, sameJson } from '../../json.ts';
import { covers } from '../covers.ts';
import { kinds } from '../../kinds/registry.ts';
import type { LiveResource } from '../../kinds/types.ts';
import { leftLine } from './left-line.ts';
import { doubtfulNote } from './notes.ts';
import type { AppliedStep } from './roll-back.ts';
import type { PlanItem } from '../types.ts';
import type { Now } from './undo-step.ts';

/**
 * What a rollback says of a step that had begun and whose end nobody knows: a line for a person where the account holds something
 * that may be its work, null where the step has surely done nothing. `gone`: it took the object away.
 */
export function undoDoubtful(step: AppliedStep, now: Now): PlanItem | null | 'gone' {
  const { kind, ghlId, action, changes } = step.item;
  const object = now.index.byId.get(`${kind}:${ghlId ?? ''}`);
  switch (action) {
    case 'create': {
      const made = madeMeanwhile(step, now);
      return made ? doubtfulLine(step, made) : null;
    }
    case 'update':
    case 'adopt': {
      const { live } = step.before;
      const entry = now.state.find((one) => one.kind === kind && one.ghlId === ghlId);
      // What a later job has written is no work of this one.
      const isOpen = (path: string, held: Json = null): boolean =>
        !sameJson(live?.[path] ?? null, held) && !covers(entry?.lastApplied[path] ?? null, held);
      const mayBe = object && changes.some(({ path }) => isOpen(path, object.attributes[path]));
      return mayBe ? doubtfulLine(step, object) : null;
    }
    case 'replace':
    case 'delete':
      return object ? null : 'gone';
    case 'no-op':
    case 'manual':
      return null;
  }
}

/** An object of the name that was to be made. One that is recorded has come by another way. */
function madeMeanwhile({ item: { kind, target } }: AppliedStep, { index, state }: Now): LiveResource | undefined {
  const key = kinds[kind].naturalKey(fillReferences(target, () => undefined));
  const recorded = new Set(state.flatMap((entry) => (entry.kind === kind ? [entry.ghlId] : [])));
  return index.byKey.get(`${kind}:${key}`)?.find(({ id }) => !recorded.has(id));
}

const doubtfulLine = (step: AppliedStep, object: LiveResource): PlanItem =>
  leftLine(step, { action: 'manual', note: doubtfulNote, object });
