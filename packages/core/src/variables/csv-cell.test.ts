import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { cellText, plainCell, readCell, writeCell } from './csv-cell.ts';

describe('cells', () => {
  it.for(['=1+1', '+1 555 0100', '-3 dB', '@home', ' =x', "'+1", "''@x", '\t=x'])(
    'no spreadsheet takes %j for a formula, and it is read back as it was',
    (text) => {
      expect(plainCell(text)).toBe(`'${text}`);
      expect(cellText(plainCell(text))).toBe(text);
    },
  );

  it.for(['+1 555 0100', "'til noon", 'plain', "O'Hara"])('%j of a person is read as it is written', (text) => {
    expect(cellText(text)).toBe(text);
  });

  it('reads back every value it wrote, of every type', () => {
    const text = fc.string().filter((value) => value !== '' && value === value.trim());
    const finite = fc.double({ noNaN: true, noDefaultInfinity: true }).map((value) => value + 0);
    fc.assert(
      fc.property(
        fc.oneof(
          fc.tuple(fc.constant('string' as const), text),
          fc.tuple(fc.constant('number' as const), finite),
          fc.tuple(fc.constant('boolean' as const), fc.boolean()),
          fc.tuple(fc.constant('list' as const), fc.array(fc.string())),
        ),
        ([type, value]) => {
          expect(readCell(cellText(writeCell(value)), { types: [type], secret: false })).toEqual({ value });
        },
      ),
    );
  });

  it.for([
    ['yes', ['boolean'], true],
    ['FALSE', ['boolean'], false],
    ['1200.50', ['number'], 1200.5],
    ['a; b ;; c', ['list'], ['a', 'b', 'c']],
    ['["a;b"]', ['list'], ['a;b']],
    ['12', [], '12'],
    ['12', ['number', 'string'], 12],
    ['twelve', ['number', 'string'], 'twelve'],
  ] as const)('%s as %j is %j', ([cell, types, value]) => {
    expect(readCell(cell, { types: [...types], secret: false })).toEqual({ value });
  });

  it.for([
    ['1,200', ['number'], 'is not a number (write it like 1200.50)'],
    ['perhaps', ['boolean'], 'is not true or false'],
    ['[1]', ['list'], 'is not a list'],
    ['(secret)', ['string'], 'only stands for a secret'],
  ] as const)('%s as %j is refused', ([cell, types, fault]) => {
    expect(readCell(cell, { types: [...types], secret: false })).toEqual({ fault: expect.stringContaining(fault) });
  });

  it('a refused secret is not quoted', () => {
    expect(readCell('s3cret', { types: ['number'], secret: true })).toEqual({
      fault: 'The secret is not a number (write it like 1200.50).',
    });
  });
});
