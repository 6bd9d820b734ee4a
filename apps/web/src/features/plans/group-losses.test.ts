import type { PlanItem } from '@groundwork/shared/plan';
import { expect, test } from 'vitest';
import { groupLosses } from './group-losses.ts';
import { planItem } from './plan-item.test-data.ts';

const loss = (more: Partial<PlanItem>, parts: string[] = []) => ({
  item: planItem({ action: 'delete', notes: ['It is gone.'], ...more }),
  parts,
});
const grouped = (...losses: ReturnType<typeof loss>[]) =>
  groupLosses(losses).map(({ kind, action, note, losses: members }) => [
    `${action} ${kind}: ${note ?? ''}`,
    ...members.map(({ loss: { item }, notes }) => [item.title, ...notes].join(' ')),
  ]);

test('a sentence stands once for all objects of a kind that are lost alike', () => {
  const edited = { title: 'b', notes: ['It is gone.', 'So is an edit.'] };
  expect(grouped(loss({ title: 'a' }), loss({ kind: 'pipeline', title: 'p' }), loss(edited))).toEqual([
    ['delete tag: It is gone.', 'a', 'b So is an edit.'],
    ['delete pipeline: It is gone.', 'p'],
  ]);
});

test('what is replaced, or loses parts alone, is told apart', () => {
  const stages: Partial<PlanItem> = { kind: 'pipeline', action: 'update', notes: ['Stages go.'] };
  expect(
    grouped(
      loss({ title: 'a' }),
      loss({ title: 'b', action: 'replace' }),
      loss({ ...stages, title: 'p', address: 'pipeline.p' }, ['New']),
      loss({ ...stages, title: 'q', address: 'pipeline.q' }, ['New']),
    ),
  ).toEqual([
    ['delete tag: It is gone.', 'a'],
    ['replace tag: It is gone.', 'b'],
    ['update pipeline: Stages go.', 'p'],
    ['update pipeline: Stages go.', 'q'],
  ]);
});
