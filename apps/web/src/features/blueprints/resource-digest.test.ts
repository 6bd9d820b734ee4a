import { expect, test } from 'vitest';
import { resourceDigest } from './resource-digest.ts';

test('says what tells a resource from others, not its name', () => {
  expect(resourceDigest({ name: 'Insurance', model: 'contact', dataType: 'TEXT' })).toBe('contact · TEXT');
});

test('counts parts instead of listing them', () => {
  expect(resourceDigest({ name: 'Sales', stages: [{ name: 'New' }, { name: 'Won' }] })).toBe('2 stages');
  expect(resourceDigest({ name: 'Plan', productType: 'SERVICE', prices: [{ name: 'Monthly' }] })).toBe(
    'SERVICE · 1 price',
  );
});

test('at most three, and none of them long', () => {
  const digest = resourceDigest({ a: 'x'.repeat(80), b: 1, c: 2, d: 3 });
  expect(digest).toBe(`${'x'.repeat(47)}… · 1 · 2`);
});
