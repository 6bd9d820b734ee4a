import { describe, expect, test } from 'vitest';
import { grantAnswer, refreshAnswer } from './ghl-answers.ts';

const pair = { access_token: 'access', refresh_token: 'refresh' };
const kept = { accessToken: 'access', refreshToken: 'refresh' };

describe('an answer to a refresh', () => {
  test('is the pair, how long it lives, what it may do, and whose it is', () => {
    const answer = { ...pair, expires_in: 86_399, scope: 'a b', companyId: 'c', locationId: null };
    expect(refreshAnswer.parse(answer)).toEqual({
      ...kept,
      expiresIn: 86_399,
      scope: ['a', 'b'],
      companyId: 'c',
      locationId: null,
    });
  });

  test.for([
    ['no life', {}],
    ['no number for it', { expires_in: 'a day' }],
    ['a life of nothing', { expires_in: 0 }],
    ['scopes in another form', { expires_in: 3_600, scope: ['a', 'b'] }],
    ['ids in another form', { expires_in: 3_600, companyId: 7, locationId: { id: 'l' } }],
  ] as const)('with %s still brings its pair, which is nowhere else', ([, rest]) => {
    expect(refreshAnswer.parse({ ...pair, ...rest })).toMatchObject({ ...kept, expiresIn: 3_600 });
  });

  test('whose life is beyond all dates can be stored all the same', () => {
    const { expiresIn } = refreshAnswer.parse({ ...pair, expires_in: 1e20 });
    expect(new Date(Date.now() + expiresIn * 1000).toISOString()).toMatch(/^2\d{3}-/);
  });

  test('without an access token is none', () => {
    expect(refreshAnswer.safeParse({ refresh_token: 'refresh', expires_in: 86_399 }).success).toBe(false);
  });
});

test('an answer to a code exchange has to say whose grant it is', () => {
  const answer = { ...pair, userType: 'Company', companyId: 'c' };
  expect(grantAnswer.parse(answer)).toMatchObject({ ...kept, expiresIn: 3_600, scope: [] });
  expect(grantAnswer.safeParse({ ...answer, companyId: undefined }).success).toBe(false);
  expect(grantAnswer.safeParse({ ...answer, userType: 'Location' }).success).toBe(false);
});
