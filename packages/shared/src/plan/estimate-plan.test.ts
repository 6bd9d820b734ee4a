import { describe, expect, it } from 'vitest';
import { estimatePlan } from './estimate-plan.ts';
import { entry, object, plan } from './testing/plan-of.ts';

const plenty = { free: 100, limit: 100, intervalSeconds: 10 };
const price = (name: string, amount = 1) => ({ name, type: 'one_time', amount, currency: 'USD' });

describe('the estimate of a plan', () => {
  it('is nothing where nothing is to be applied', () => {
    const live = { tag: [object('t1', { name: 'vip' })] };
    const items = plan('  tag: { vip: { name: vip } }', live, [entry('tag.vip', 't1', { name: 'vip' })]);
    expect(estimatePlan(items, plenty)).toEqual({
      calls: { read: 0, write: 0, verify: 0 },
      seconds: 0,
      budget: plenty,
    });
  });

  it('counts the calls that each kind takes', () => {
    const calls = (...input: Parameters<typeof plan>) => estimatePlan(plan(...input), plenty).calls;
    expect(calls('  tag: { a: { name: a }, b: { name: b } }')).toEqual({ read: 1, write: 2, verify: 1 });
    const stages = [{ name: 'New' }];
    expect(
      calls(
        '  pipeline: { sales: { name: Sales, stages: [{ name: New }, { name: Won }] } }',
        { pipeline: [object('p1', { name: 'Sales', stages })] },
        [entry('pipeline.sales', 'p1', { name: 'Sales', stages })],
      ),
    ).toEqual({ read: 1, write: 2, verify: 1 });
    const team = '  calendar: { visit: { name: Visit, teamMembers: [ann@x.test] } }';
    expect(calls(team)).toEqual({ read: 1, write: 2, verify: 2 });
  });

  it('counts a product with its prices', () => {
    const product = (prices: string) =>
      `  product: { visit: { name: Visit, productType: SERVICE, prices: [${prices}] } }`;
    const written = (name: string) => `{ name: ${name}, type: one_time, amount: 1, currency: USD }`;
    const calls = (...input: Parameters<typeof plan>) => estimatePlan(plan(...input), plenty).calls;
    expect(calls(product(`${written('A')}, ${written('B')}`))).toEqual({ read: 1, write: 3, verify: 2 });
    const prices = [price('A'), price('B', 2), price('C')];
    const held = { name: 'Visit', productType: 'SERVICE', prices };
    expect(
      calls(product(`${written('A')}, ${written('B')}`), { product: [object('d1', held)] }, [
        entry('product.visit', 'd1', held),
      ]),
    ).toEqual({ read: 2, write: 3, verify: 2 });
  });

  it('takes the longest chain of needs for the time, where the budget is plenty', () => {
    const chain = Array.from({ length: 9 }, (_, index) =>
      index === 0
        ? '  customValue: { v0: { name: V0, value: x }'
        : `v${index}: { name: V${index}, value: "\${customValue.v${index - 1}.fieldKey}" }`,
    );
    expect(estimatePlan(plan(`${chain.join(', ')} }`), plenty).seconds).toBe(3);
    const apart = chain.map((_, index) => `v${index}: { name: V${index}, value: x }`);
    expect(estimatePlan(plan(`  customValue: { ${apart.join(', ')} }`), plenty).seconds).toBe(1);
  });

  it('waits for whole intervals, where the budget is not', () => {
    const tags = Array.from({ length: 60 }, (_, index) => `t${index}: { name: t${index} }`).join(', ');
    const items = plan(`  tag: { ${tags} }`);
    expect(estimatePlan(items, { free: 12, limit: 25, intervalSeconds: 10 })).toMatchObject({
      calls: { read: 1, write: 60, verify: 1 },
      seconds: 20,
    });
    expect(estimatePlan(items, { free: 62, limit: 100, intervalSeconds: 10 }).seconds).toBe(1);
  });

  it('leaves out what waits for a step by hand', () => {
    const resources = `
  calendarGroup: { g: { name: G, lifecycle: { manage: reference } } }
  calendar: { c: { name: C, groupId: '\${calendarGroup.g.id}' } }`;
    expect(estimatePlan(plan(resources), plenty).calls).toEqual({ read: 0, write: 0, verify: 0 });
  });
});
