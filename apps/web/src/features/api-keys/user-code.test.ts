import { expect, test } from 'vitest';
import { readUserCode } from './user-code.ts';

test.each(['BCDF-GHJK', 'bcdfghjk', ' bcdf ghjk ', 'B-C-D-F-G-H-J-K'])(
  'reads %j as the code a tool shows',
  (written) => {
    expect(readUserCode(written)).toBe('BCDF-GHJK');
  },
);

test.each(['', 'BCDF', 'BCDF-GHJKL', 'BCDF-GHJ1', 'BCDF_GHJK'])('%j is no code, and is not asked for', (written) => {
  expect(readUserCode(written)).toBeNull();
});
