import { expect, test } from 'vitest';
import { connectHref, safeNextPath } from './next-path.ts';

test('keeps a path of this origin with its query', () => {
  expect(safeNextPath('/provision?step=plan')).toBe('/provision?step=plan');
});

test.each(['https://evil.example', '//evil.example', '/\\evil.example', 'javascript:alert(1)', '', undefined])(
  'sends %s home',
  (next) => {
    expect(safeNextPath(next)).toBe('/');
  },
);

test('never returns to the sign-in page itself', () => {
  expect(safeNextPath('/sign-in?error=X')).toBe('/');
});

test('escapes the path inside the sign-in link', () => {
  expect(connectHref('/jobs?state=FAILED&x=1')).toBe('/auth/ghl?next=%2Fjobs%3Fstate%3DFAILED%26x%3D1');
});
