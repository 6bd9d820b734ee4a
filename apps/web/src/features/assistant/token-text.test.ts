import { expect, test } from 'vitest';
import { costText, shareText, tokenText } from './token-text.ts';

test('tokens are counted out until nobody would read them', () => {
  expect([0, 840, 12_345, 1_234_567].map(tokenText)).toEqual(['0', '840', '12,345', '1.2M']);
});

test('a cost keeps two digits that say something, and an unknown one is not nothing', () => {
  expect([null, 0, 12, 421, 31_400, 12_400_000, 1_234_560_000].map(costText)).toEqual([
    'cost unknown',
    '$0',
    'less than $0.0001',
    '$0.00042',
    '$0.031',
    '$12.4',
    '$1,234.56',
  ]);
});

test('a share of nothing is none, and a small one is not none', () => {
  expect([shareText(0, 0), shareText(1, 1_000), shareText(1, 3), shareText(2, 2)]).toEqual([
    '0 %',
    '<1 %',
    '33 %',
    '100 %',
  ]);
});
