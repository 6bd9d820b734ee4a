import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import type { KindName } from '../kinds/types.ts';
import { order } from './order.ts';

const item = (address: string, ...dependsOn: string[]) => ({
  address,
  kind: address.split('.')[0] as KindName,
  dependsOn,
});
const items = [
  item('customField.a'),
  item('customValue.link', 'customValue.late'),
  item('customValue.late', 'customField.a'),
  item('customValue.b'),
  item('tag.z', 'tag.unknown'),
  item('tag.a'),
];

describe('order', () => {
  it('puts needs first, then goes by kind and address, from any start', () => {
    fc.assert(
      fc.property(fc.shuffledSubarray(items, { minLength: items.length }), (shuffled) => {
        expect(order(shuffled).map(({ address }) => address)).toEqual([
          'tag.a',
          'tag.z',
          'customValue.b',
          'customField.a',
          'customValue.late',
          'customValue.link',
        ]);
      }),
    );
  });

  it('ends for a circle, and for a chain of thousands', () => {
    expect(order([item('tag.a', 'tag.b'), item('tag.b', 'tag.a')])).toHaveLength(2);
    const chain = Array.from({ length: 5_000 }, (_, index) => item(`tag.t${index}`, `tag.t${index + 1}`));
    expect(order(chain)[0]?.address).toBe('tag.t4999');
  });
});
