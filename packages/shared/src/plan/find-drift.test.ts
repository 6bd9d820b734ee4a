import { describe, expect, it } from 'vitest';
import { parseBlueprint } from '../blueprint/parse-blueprint.ts';
import { type Drift, findDrift } from './find-drift.ts';
import type { LiveAccount } from './index-account.ts';
import { showValue } from './show-value.ts';
import { emptyAccount } from './testing/empty-account.ts';
import { entry, object } from './testing/plan-of.ts';
import type { StateEntry } from './types.ts';

function drift(resources: string, live: Partial<LiveAccount>, state: StateEntry[]): Drift[] {
  const parsed = parseBlueprint(`groundwork: 1\nname: Test\nresources:\n${resources}\n`);
  if (!parsed.ok) throw new Error(JSON.stringify(parsed.issues));
  return findDrift({ state, live: { ...emptyAccount(), ...live }, blueprint: parsed.blueprint });
}
const text = (...input: Parameters<typeof drift>): string[] =>
  drift(...input).map(
    ({ address, path, what, expected, live }) =>
      `${what} ${address} ${path || 'as a whole'}: ${showValue(expected)} is ${showValue(live)}`,
  );

const greeting = '  customValue: { greeting: { name: Greeting, value: next } }';
const applied = entry('customValue.greeting', 'v1', { name: 'Greeting', value: 'ours' });
const held = (value: string, id = 'v1') => ({ customValue: [object(id, { name: 'Greeting', value })] });

describe('drift', () => {
  it('is none where the account is as it was left, whatever the blueprint says by now', () => {
    expect(text(greeting, held('ours'), [applied])).toEqual([]);
  });

  it('is what a client edited, removed or made anew', () => {
    expect(text(greeting, held('theirs'), [applied])).toEqual([
      'edited customValue.greeting value: "ours" is "theirs"',
    ]);
    expect(text(greeting, {}, [applied])).toEqual([
      'missing customValue.greeting as a whole: { name: Greeting, value: ours } is null',
    ]);
    expect(text(greeting, held('theirs', 'v2'), [applied])).toEqual([
      'recreated customValue.greeting as a whole: { name: Greeting, value: ours } is { name: Greeting, value: theirs }',
    ]);
  });

  it('tells of a list each part that is gone or another, and its order, but nothing that clients added', () => {
    const state = [
      entry('pipeline.sales', 'p1', {
        name: 'Sales',
        stages: [{ name: 'New' }, { name: 'Call', winProbability: 20 }, { name: 'Offer' }, { name: 'Won' }],
      }),
    ];
    const stages = [{ name: 'Won' }, { name: 'theirs' }, { name: 'Call', winProbability: 50 }, { name: 'New' }];
    const resources = '  pipeline: { sales: { name: Sales, stages: [{ name: New }] } }';
    expect(text(resources, { pipeline: [object('p1', { name: 'Sales', stages })] }, state)).toEqual([
      'edited pipeline.sales stages[Call].winProbability: 20 is 50',
      'edited pipeline.sales stages[Offer]: { name: Offer } is null',
      'edited pipeline.sales stages: [New, Call, Won] is [Won, Call, New]',
    ]);
  });

  it('is what GHL cannot change back too', () => {
    const state = [entry('customField.plan', 'f1', { name: 'Plan', model: 'contact', dataType: 'TEXT' })];
    const live = { customField: [object('f1', { name: 'Plan', model: 'contact', dataType: 'DATE' })] };
    expect(text('  customField: { plan: { name: Plan, dataType: TEXT } }', live, state)).toEqual([
      'edited customField.plan dataType: "TEXT" is "DATE"',
    ]);
  });

  it('is none where the blueprint leaves it alone, or no longer names it', () => {
    const value = (lifecycle: string) =>
      `  customValue: { greeting: { name: Greeting, value: ours, lifecycle: ${lifecycle} } }`;
    expect(text(value('{ ignore: [value] }'), held('theirs'), [applied])).toEqual([]);
    expect(text(value('{ manage: observe }'), held('theirs'), [applied])).toEqual([]);
    expect(text(value('{ manage: reference }'), {}, [applied])).toEqual([]);
    expect(text(greeting, {}, [{ ...applied, retain: 'seeded' }])).toEqual([]);
    expect(text('  tag: {}', held('theirs'), [applied])).toEqual([]);
    expect(text(value('{ preventDestroy: true }'), held('theirs'), [{ ...applied, retain: 'protected' }])).toHaveLength(
      1,
    );
  });

  it('is found in each instance of a resource', () => {
    const state = ['a', 'b'].map((key) => entry(`tag.each["${key}"]`, `t-${key}`, { name: key }));
    const resources = '  tag: { each: { name: "${each.key}", forEach: [a, b] } }';
    expect(text(resources, { tag: [object('t-a', { name: 'a' })] }, state)).toEqual([
      'missing tag.each["b"] as a whole: { name: b } is null',
    ]);
  });

  it('takes an object that stands for something else for nothing else', () => {
    const state = [entry('tag.gold', 't1', { name: 'gold' }), entry('tag.vip', 't2', { name: 'vip' })];
    const resources = '  tag: { gold: { name: gold }, vip: { name: vip } }';
    expect(text(resources, { tag: [object('t2', { name: 'gold' })] }, state)).toEqual([
      'missing tag.gold as a whole: { name: gold } is null',
      'edited tag.vip name: "vip" is "gold"',
    ]);
  });

  it('reads expressions out of nothing that was applied', () => {
    const state = [entry('customValue.greeting', 'v1', { name: 'Greeting', value: '${tag.vip.id}' })];
    expect(text(greeting, held('${tag.vip.id}'), state)).toEqual([]);
  });

  it('names no secret', () => {
    const secret = { ...applied, secrets: ['value'] };
    expect(text(greeting, held('theirs'), [secret])).toEqual([
      'edited customValue.greeting value: "(secret)" is "(secret)"',
    ]);
    expect(JSON.stringify(drift(greeting, {}, [secret]))).not.toContain('ours');
    expect(JSON.stringify(drift(greeting, held('theirs', 'v2'), [secret]))).not.toMatch(/ours|theirs/);
  });
});
