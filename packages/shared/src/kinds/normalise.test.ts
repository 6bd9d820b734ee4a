import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import type { JsonObject } from '../json.ts';
import { calendar } from './calendar.ts';
import { pipeline } from './pipeline.ts';
import { product } from './product.ts';
import { kinds } from './registry.ts';
import { triggerLink } from './trigger-link.ts';
import { kindNames } from './types.ts';

describe('a calendar', () => {
  it('has one span a day, from Monday on, however its hours are written', () => {
    const written = [
      { days: ['fri', 'mon'], from: '13:00', to: '17:00' },
      { days: ['mon'], from: '09:00', to: '12:00' },
    ];
    const { openHours } = calendar.normalise({ name: 'Visit', openHours: written });
    expect(openHours).toEqual([
      { day: 'mon', from: '09:00', to: '12:00' },
      { day: 'mon', from: '13:00', to: '17:00' },
      { day: 'fri', from: '13:00', to: '17:00' },
    ]);
    expect(calendar.normalise({ name: 'Visit', openHours: openHours ?? null })).toEqual({
      name: 'Visit',
      calendarType: 'event',
      openHours,
    });
  });

  it('has its team once each, in one order; whoever left the account stays as they are', () => {
    const teamMembers = ['Ben@x.test', 'user:aB1', ' ann@x.test', 'ben@x.test'];
    const attributes = calendar.normalise({ name: 'Visit', teamMembers });
    expect(attributes['teamMembers']).toEqual(['ann@x.test', 'ben@x.test', 'user:aB1']);
    expect(calendar.people?.(attributes)).toEqual(['ann@x.test', 'ben@x.test']);
  });
});

describe('a pipeline', () => {
  it('has its stages in their order, with trimmed names and lower-cased colours', () => {
    const stages = [{ name: ' Won ', color: '#00FF00' }, { name: 'Lost' }];
    expect(pipeline.normalise({ name: ' Sales ', stages })).toEqual({
      name: 'Sales',
      stages: [{ name: 'Won', color: '#00ff00' }, { name: 'Lost' }],
    });
  });
});

describe('a product', () => {
  it('has its prices in the order of their names, since GHL gives them none', () => {
    const price = { type: 'one_time', amount: 1 };
    const prices = [
      { name: 'b', ...price, currency: 'usd' },
      { name: 'A', ...price, currency: 'EUR' },
    ];
    expect(product.normalise({ name: 'Plan', productType: 'SERVICE', prices })['prices']).toEqual([
      { name: 'A', ...price, currency: 'EUR' },
      { name: 'b', ...price, currency: 'USD' },
    ]);
  });
});

describe('a trigger link', () => {
  it('has its key without the braces of a merge field', () => {
    const bare = { name: 'Book', redirectTo: 'https://x.test', fieldKey: 'trigger_link.aB1' };
    expect(triggerLink.normalise({ ...bare, fieldKey: '{{ trigger_link.aB1 }}' })).toEqual(bare);
    expect(triggerLink.normalise(bare)).toEqual(bare);
  });
});

describe('every kind', () => {
  const faulty = fc.dictionary(
    fc.constantFrom(...new Set(Object.values(kinds).flatMap(({ managed }) => managed))),
    fc.jsonValue({ maxDepth: 3 }),
  ) as fc.Arbitrary<JsonObject>;

  it('normalises whatever a faulty blueprint holds, and the result to itself', () => {
    fc.assert(
      fc.property(fc.constantFrom(...kindNames), faulty, (kind, properties) => {
        const once = kinds[kind].normalise(properties);
        expect(kinds[kind].normalise(once)).toEqual(once);
        expect(typeof kinds[kind].naturalKey(once)).toBe('string');
        expect(typeof kinds[kind].title(properties)).toBe('string');
      }),
    );
  });

  it('names its keyed lists, immutable attributes and parts among what it manages', () => {
    for (const { managed, immutable, keyedLists, unordered = [] } of Object.values(kinds)) {
      expect(managed).toEqual(expect.arrayContaining([...immutable, ...Object.keys(keyedLists)]));
      expect(Object.keys(keyedLists)).toEqual(expect.arrayContaining([...unordered]));
    }
  });
});
