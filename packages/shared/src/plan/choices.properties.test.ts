import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { kindNames } from '../kinds/types.ts';
import { diff } from './diff.ts';
import { onlyAddresses } from './only-addresses.ts';
import { isWriting } from './restrain.ts';
import { anyWorld, type World } from './testing/any-world.ts';
import { applicable, applyPlan } from './testing/apply-plan.ts';
import type { Overwrite, PlanItem } from './types.ts';

/** A world, its plan, and what somebody might pick of it. */
const check = (property: (world: World, items: PlanItem[], picks: readonly boolean[]) => void) =>
  fc.assert(
    fc.property(anyWorld, fc.infiniteStream(fc.boolean()), (world, stream) => {
      const items = diff(world);
      const picks = [...stream.take(items.reduce((sum, { kept }) => sum + kept.length + 1, 0))];
      property(world, items, picks);
    }),
    { numRuns: 300 },
  );

const editsOf = (items: readonly PlanItem[]): Overwrite[] =>
  items.flatMap(({ address, kept }) => kept.map(({ path }) => ({ address, path })));
const named = ({ address, path }: Overwrite): string => `${address} ${path ?? ''}`;

describe('edits that are chosen to be overwritten', () => {
  it('are kept no more, and no others are overwritten', () => {
    check((world, items, picks) => {
      const edits = editsOf(items);
      const overwrite = edits.filter((_edit, index) => picks[index]);
      const left = editsOf(diff({ ...world, overwrite }));
      expect(left.map(named).sort()).toEqual(
        edits
          .filter((_edit, index) => !picks[index])
          .map(named)
          .sort(),
      );
    });
  });

  it('are gone once the plan is applied, and leave nothing to do', () => {
    check((world, items, picks) => {
      const overwrite = items.filter((_item, index) => picks[index]).map(({ address }) => ({ address, path: null }));
      const done = applicable(diff({ ...world, overwrite }));
      const applied = new Set(done.filter(({ action }) => action !== 'manual').map(({ address }) => address));
      const next = diff({ ...world, ...applyPlan(world, done) }).filter(({ address }) => applied.has(address));
      expect(next.filter(isWriting).filter(({ action }) => action !== 'manual')).toEqual([]);
      const chosen = new Set(overwrite.map(({ address }) => address));
      expect(editsOf(next.filter(({ address }) => chosen.has(address)))).toEqual([]);
    });
  });
});

describe('a plan of some addresses alone', () => {
  it('brings those to the blueprint, and touches no other object', () => {
    check((world, items, picks) => {
      const chosen = items.filter((_item, index) => picks[index]).map(({ address }) => address);
      const done = applicable(onlyAddresses(items, chosen));
      const after = applyPlan(world, done);
      const applied = new Set(done.filter(({ action }) => action !== 'manual').map(({ address }) => address));
      const next = diff({ ...world, ...after }).filter(({ address }) => applied.has(address));
      expect(next.filter(isWriting).map(({ address }) => address)).toEqual([]);
      const touched = new Set(done.map(({ kind, ghlId }) => `${kind} ${ghlId ?? ''}`));
      for (const kind of kindNames)
        expect(after.live[kind]).toEqual(
          expect.arrayContaining(world.live[kind].filter(({ id }) => !touched.has(`${kind} ${id}`))),
        );
    });
  });
});
