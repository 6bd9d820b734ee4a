import { attemptStep } from './attempt-step.ts';
import { readOne } from './read-back.ts';
import { recordDeleted } from './record.ts';
import type { Run } from './run.ts';
import type { Step } from './step.ts';

/** Removes what left the blueprint. What is gone already is done. Throws an AppError when the step has failed. */
export async function deleteStep(run: Run, step: Step): Promise<void> {
  const { kind, ghlId, address } = step.item;
  if (!ghlId) throw new Error(`step ${address} names nothing to delete`);
  const gone = { gone: true };
  await attemptStep(run, step, {
    intent: { action: 'delete', ghlId },
    async write() {
      await run.core.ghl.remove(kind, run.account, ghlId);
      return gone;
    },
    lookBack: async () => ((await readOne(run, step, ghlId)) === null ? gone : null),
    record: () => recordDeleted(run, step),
  });
}
