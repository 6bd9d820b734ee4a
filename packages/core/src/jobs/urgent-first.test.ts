import { expect, test } from 'vitest';
import type { JsonObject } from '@groundwork/shared';
import type { KindName } from '@groundwork/shared/kinds';
import type { Step } from './step.ts';
import { urgentFirst } from './urgent-first.ts';

const step = (kind: KindName, name: string, dependsOn: string[] = [], target: JsonObject = {}): Step => ({
  position: 0,
  item: {
    address: `${kind}.${name}`,
    kind,
    action: 'create',
    title: name,
    ghlId: null,
    changes: [],
    desired: target,
    target,
    applied: target,
    live: null,
    dependsOn,
    kept: [],
    notes: [],
  },
  state: 'PENDING',
  resumed: false,
  ghlId: null,
  result: null,
  intent: null,
  before: null,
});

test('the longest chain of calls goes first, and of two alike the one that came first', () => {
  const prices = [{ name: 'Once' }, { name: 'Monthly' }];
  const steps = [
    step('tag', 'a'),
    step('tag', 'b'),
    step('customField', 'insurer'),
    step('customValue', 'hint', ['customField.insurer']),
    step('product', 'plain'),
    step('product', 'care', [], { prices }),
    step('triggerLink', 'book', ['customValue.hint']),
  ];
  expect(urgentFirst(steps).map(({ item }) => item.address)).toEqual([
    'product.care',
    'customField.insurer',
    'customValue.hint',
    'tag.a',
    'tag.b',
    'product.plain',
    'triggerLink.book',
  ]);
});
