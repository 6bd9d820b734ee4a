import fc from 'fast-check';
import { describe, expect, it, test } from 'vitest';
import { draftPlan } from './draft-plan.ts';
import { anySource } from './testing/any-source.ts';

const plan = (variables: string, resources: string) =>
  draftPlan(`groundwork: 1\nname: Clinic\nvariables:\n${variables}\nresources:\n${resources}\n`);

describe('what a blueprint would do in an empty account', () => {
  it('is what it makes, by kind, and what is left to a person', () => {
    expect(
      plan(
        '  team: { type: list, default: [a@x.test] }',
        `  tag:
    vip: { name: vip }
    each: { forEach: [one, two], name: '\${each.key}' }
    kept: { name: kept, lifecycle: { manage: reference } }
  calendar:
    visit: { name: Visit, teamMembers: '\${var.team}' }`,
      ),
    ).toEqual({ creates: 3, byKind: { tag: 3 }, manual: ['tag.kept', 'calendar.visit'], problems: [] });
  });

  test.for<[what: string, variables: string, resources: string, creates: number]>([
    [
      'a currency',
      '  c: { type: string }',
      "  product:\n    p: { name: P, productType: SERVICE, prices: [{ name: A, type: one_time, amount: 1, currency: '${var.c}' }] }",
      1,
    ],
    [
      'hours',
      '  opens: { type: string }\n  x: { type: string }',
      "  calendar:\n    v: { name: V, openHours: [{ days: [mon], from: '${var.opens}', to: '${var.x}' }] }",
      1,
    ],
    [
      'a number in bounds',
      '  n: { type: number }',
      "  pipeline:\n    p: { name: P, stages: [{ name: A, winProbability: '${var.n}' }] }",
      1,
    ],
    ['one of some words', '  w: { type: string }', "  product:\n    p: { name: P, productType: '${var.w}' }", 1],
    ['a slug', '  a_b: { type: string }', "  calendar:\n    v: { name: V, slug: 'x-${var.a_b}' }", 1],
    [
      'two names',
      '  a: { type: string }\n  b: { type: string }',
      "  tag:\n    a: { name: '${var.a}' }\n    b: { name: '${var.b}' }",
      2,
    ],
    [
      'a plan that conditions ask for',
      '  p: { type: string }',
      "  tag:\n    a: { name: a, when: { value: '${var.p}', in: [gold] } }\n    b: { name: b }",
      2,
    ],
    ['a flag', '  on: { type: boolean }', "  tag:\n    a: { name: a, when: '${var.on}' }", 1],
    ['a list, once for each', '  l: { type: list }', "  tag:\n    a: { name: '${each.key}', forEach: '${var.l}' }", 2],
    ['a secret', '  s: { type: string, secret: true }', "  customValue:\n    a: { name: a, value: '${var.s}' }", 1],
  ])('takes a sample where it asks for %s', ([, variables, resources, creates]) =>
    expect(plan(variables, resources)).toMatchObject({ creates, problems: [] }),
  );

  it('is not there where no value would do, and says where', () => {
    const refused = plan(
      '  n: { type: number, default: 200 }',
      "  pipeline:\n    p: { name: P, stages: [{ name: A, winProbability: '${var.n}' }] }",
    );
    expect(refused).toMatchObject({
      creates: 0,
      problems: [{ path: 'resources.pipeline.p.stages[0].winProbability', at: { line: 7 } }],
    });
    const never = plan('  w: { type: list }', "  product:\n    p: { name: P, productType: '${var.w}' }");
    expect(never.problems[0]).toMatchObject({ path: 'resources.product.p.productType' });
  });

  it('of a faulty text is its faults', () => {
    expect(draftPlan('groundwork: 1\nname: X\nresources:\n  tga: {}\n').problems).toMatchObject([{ at: { line: 4 } }]);
    expect(draftPlan('').problems).toHaveLength(1);
  });

  it('of any valid blueprint is an answer', () => {
    fc.assert(
      fc.property(anySource, ({ source }) => {
        const { creates, manual, problems } = draftPlan(source);
        expect(creates + manual.length === 0 || problems.length === 0).toBe(true);
      }),
      { numRuns: 60 },
    );
  });
});
