import { describe, expect, it } from 'vitest';
import { compareBlueprints } from './compare-blueprints.ts';
import { parseBlueprint } from './parse-blueprint.ts';
import type { Blueprint } from './types.ts';

function blueprint(body: string): Blueprint {
  const parsed = parseBlueprint(`groundwork: 1\n${body}`);
  if (!parsed.ok) throw new Error(JSON.stringify(parsed.issues));
  return parsed.blueprint;
}

const first = blueprint(`name: Clinic
variables:
  city: { type: string }
  seats: { type: number, default: 4 }
resources:
  tag:
    vip: { name: VIP }
    gold: { name: gold }
  pipeline:
    sales: { name: Sales, stages: [{ name: New }, { name: Won }] }
`);

describe('compareBlueprints', () => {
  it('finds nothing between two texts that say the same', () => {
    const written = blueprint(`resources:
  pipeline: { sales: { stages: [{ name: New }, { name: Won }], name: Sales } }
  tag: { gold: { name: gold }, vip: { name: VIP } }
variables: { seats: { default: 4, type: number }, city: { type: string } }
name: Clinic`);
    expect(compareBlueprints(first, written)).toEqual({ document: [], variables: [], resources: [] });
  });

  it('tells how a resource is made and kept as well', () => {
    const one = blueprint('name: C\nresources: { tag: { a: { name: a } } }');
    const other = blueprint(
      'name: C\nresources: { tag: { a: { name: a, when: false, lifecycle: { manage: seed } } } }',
    );
    expect(compareBlueprints(one, other).resources[0]?.changes).toEqual([
      { path: 'when', before: null, after: false },
      { path: 'lifecycle', before: null, after: { manage: 'seed' } },
    ]);
  });

  it('tells what was added, removed and changed, in the words of the blueprint', () => {
    const second = blueprint(`name: Dental clinic
description: For every clinic.
variables:
  seats: { type: number, default: 5 }
  street: { type: string }
resources:
  tag:
    vip: { name: VIP }
    silver: { name: gold }
  pipeline:
    sales: { name: Sales, stages: [{ name: New }, { name: Lost }] }
`);
    expect(compareBlueprints(first, second)).toEqual({
      document: [
        { path: 'name', before: 'Clinic', after: 'Dental clinic' },
        { path: 'description', before: null, after: 'For every clinic.' },
      ],
      variables: [
        { name: 'seats', change: 'changed', changes: [{ path: 'default', before: 4, after: 5 }] },
        { name: 'street', change: 'added', changes: [{ path: 'type', before: null, after: 'string' }] },
        { name: 'city', change: 'removed', changes: [{ path: 'type', before: 'string', after: null }] },
      ],
      resources: [
        {
          address: 'pipeline.sales',
          kind: 'pipeline',
          title: 'Sales',
          change: 'changed',
          changes: [
            { path: 'stages', before: [{ name: 'New' }, { name: 'Won' }], after: [{ name: 'New' }, { name: 'Lost' }] },
          ],
        },
        {
          address: 'tag.silver',
          kind: 'tag',
          title: 'gold',
          change: 'added',
          changes: [{ path: 'name', before: null, after: 'gold' }],
        },
        {
          address: 'tag.gold',
          kind: 'tag',
          title: 'gold',
          change: 'removed',
          changes: [{ path: 'name', before: 'gold', after: null }],
        },
      ],
    });
  });
});
