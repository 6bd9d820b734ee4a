import type { PlanItem } from '@groundwork/shared/plan';
import picocolors from 'picocolors';
import { describe, expect, test } from 'vitest';
import type { PlanView } from '../../index.ts';
import { showPlan } from './show-plan.ts';

const item = (address: string, action: PlanItem['action'], changes: PlanItem['changes'] = []): PlanItem => ({
  address,
  kind: 'tag',
  action,
  title: address,
  ghlId: action === 'create' ? null : 'id',
  changes,
  desired: {},
  target: {},
  applied: {},
  live: null,
  dependsOn: [],
  kept: [],
  notes: action === 'delete' ? ['It is gone for good.'] : [],
});

const plan = {
  purpose: 'apply',
  location: { id: 'l', name: 'Harbor' },
  blueprint: { id: 'b', name: 'clinic', versionId: 'v', version: 3 },
  only: null,
  estimate: null,
  items: [
    item('tag.new', 'create', [{ path: 'name', before: null, after: 'new' }]),
    item('tag.other', 'update', [{ path: 'name', before: 'old', after: 'new' }]),
    item('tag.gone', 'delete'),
    item('tag.again', 'replace'),
    item('tag.theirs', 'adopt'),
    item('tag.hand', 'manual'),
    item('tag.same', 'no-op'),
  ],
  summary: { create: 1, update: 1, delete: 1, replace: 1, adopt: 1, manual: 1, 'no-op': 1 },
} as unknown as PlanView;

describe('a plan on the screen', () => {
  test('has a symbol for each action, the values before and after, and the sum last', () => {
    expect(showPlan(plan, picocolors.createColors(false))).toBe(`Harbor: apply clinic v3

+   tag.new  "tag.new"
      name: "new"
~   tag.other  "tag.other"
      name: "old" → "new"
-   tag.gone  "tag.gone"
    # It is gone for good.
-/+ tag.again  "tag.again"
<-  tag.theirs  "tag.theirs"
!   tag.hand  "tag.hand"

Plan: 1 to add, 1 to change, 1 to replace, 1 to adopt, 1 to destroy. 1 left to a person. (1 unchanged)
`);
  });

  test('is coloured by its symbols, which stay', () => {
    const text = showPlan(plan, picocolors.createColors(true));
    expect(text).toContain('\u001B[32m+   tag.new');
    expect(text).toContain('\u001B[33m~   tag.other');
    expect(text).toContain('\u001B[31m-   tag.gone');
    expect(text).toContain('\u001B[35m\u001B[1m-/+ tag.again');
  });
});
