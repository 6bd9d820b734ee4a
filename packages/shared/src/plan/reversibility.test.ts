import { describe, expect, it } from 'vitest';
import { reversibilityOf } from './reversibility.ts';
import { entry, object, plan } from './testing/plan-of.ts';

const said = (...input: Parameters<typeof plan>): string[] =>
  plan(...input).map((item) => {
    const found = reversibilityOf(item);
    return `${item.action} ${item.address}: ${found ? `${found.word}. ${found.note}` : 'nothing'}`;
  });

describe('a line can be undone', () => {
  it('wholly, where nothing is lost by it', () => {
    const resources = `
  tag: { vip: { name: vip } }
  customField: { plan: { name: Plan, dataType: TEXT } }
  customValue: { a: { name: A, value: new }, b: { name: B, value: same } }
  pipeline: { sales: { name: Sales, stages: [{ name: New }, { name: Won }] } }`;
    const live = {
      customValue: [object('v1', { name: 'A', value: 'old' }), object('v2', { name: 'B', value: 'same' })],
      pipeline: [object('p1', { name: 'Sales', stages: [{ name: 'New' }] })],
    };
    expect(said(resources, live)).toEqual([
      'create tag.vip: reversible. A rollback deletes it again.',
      'adopt customValue.a: reversible. A rollback writes back what it holds now.',
      'adopt customValue.b: reversible. Nothing is written: a rollback leaves it as it is.',
      'create customField.plan: reversible. A rollback deletes it again. What was entered into it until then is lost.',
      'adopt pipeline.sales: reversible. A rollback writes back what it holds now.',
    ]);
  });

  it('by making it again, where nothing hangs on it, and else not', () => {
    const live = {
      customField: [object('f1', { name: 'Plan', model: 'contact', dataType: 'TEXT' })],
      customValue: [object('v1', { name: 'A', value: 'a' })],
      tag: [object('t1', { name: 'vip' })],
    };
    const state = [
      entry('customField.plan', 'f1', { name: 'Plan', model: 'contact', dataType: 'TEXT' }),
      entry('customValue.a', 'v1', { name: 'A', value: 'a' }),
      entry('tag.vip', 't1', { name: 'vip' }),
    ];
    expect(said('  customField: { plan: { name: Plan, dataType: DATE } }', live, state)).toEqual([
      'replace customField.plan: irreversible. A rollback makes it again under a new id, but empty. Every record loses its value in this field; this cannot be undone.',
      'delete customValue.a: recreatable. A rollback makes it again under a new id. Texts that use it show nothing in its place.',
      'delete tag.vip: irreversible. A rollback makes it again under a new id, but empty. GHL does not say whether contacts keep it; workflows and lists that ask for it may stop working.',
    ]);
  });

  it('but for what was in the parts that go', () => {
    const price = (name: string) => ({ name, type: 'one_time', amount: 1, currency: 'USD' });
    const live = {
      pipeline: [object('p1', { name: 'Sales', stages: [{ name: 'New' }, { name: 'Old' }, { name: 'Won' }] })],
      product: [object('d1', { name: 'Visit', productType: 'SERVICE', prices: [price('Once'), price('Twice')] })],
    };
    const state = [
      entry('pipeline.sales', 'p1', { name: 'Sales', stages: [{ name: 'New' }, { name: 'Old' }, { name: 'Won' }] }),
      entry('product.visit', 'd1', { name: 'Visit', productType: 'SERVICE', prices: [price('Once'), price('Twice')] }),
    ];
    const resources = `
  pipeline: { sales: { name: Sales, stages: [{ name: New }] } }
  product: { visit: { name: Visit, productType: SERVICE, prices: [{ name: Once, type: one_time, amount: 1, currency: USD }] } }`;
    expect(said(resources, live, state)).toEqual([
      `update pipeline.sales: irreversible. A rollback makes the stages "Old", "Won" again under a new id, but empty: opportunities in it move to the pipeline's first stage.`,
      'update product.visit: recreatable. A rollback makes the price "Twice" again under a new id.',
    ]);
  });

  it('where it changes something at all', () => {
    const live = { tag: [object('t1', { name: 'vip' })] };
    expect(said('  tag: { vip: { name: vip } }', live, [entry('tag.vip', 't1', { name: 'vip' })])).toEqual([
      'no-op tag.vip: nothing',
    ]);
    expect(said('  tag: { vip: { name: vip } }', {}, [], { withheld: { tag: ['tags.write'] } })).toEqual([
      'manual tag.vip: nothing',
    ]);
  });
});
