import type { StoredValueView } from '@groundwork/shared/views';
import { describe, expect, it } from 'vitest';
import { faultsByRow, isChanged, newRow, readRows, rowOf } from './value-rows.ts';

const stored = (name: string, value: StoredValueView['value'], secret = false): StoredValueView => ({
  name,
  value,
  secret,
  updatedAt: '2026-01-01T00:00:00.000Z',
  updatedBy: null,
});

describe('values that are edited', () => {
  it('send nothing as long as they say what is kept', () => {
    const rows = [
      rowOf(stored('phone', '+1 608 555 0100')),
      rowOf(stored('days', 3)),
      rowOf(stored('open', false)),
      rowOf(stored('services', ['a', 'b'])),
      rowOf(stored('key', '(secret)', true)),
    ];
    expect(rows.filter(isChanged)).toEqual([]);
    expect(readRows(rows)).toEqual({ values: [], faults: {} });
  });

  it('send what was changed, in the type it has', () => {
    const rows = [
      { ...rowOf(stored('phone', 'old')), text: ' new' },
      { ...rowOf(stored('days', 3)), text: '2,5' },
      { ...rowOf(stored('open', false)), isOn: true },
      { ...rowOf(stored('services', ['a'])), text: 'a\n b \n\n' },
      { ...rowOf(stored('gone', 'x')), isGone: true },
      { ...rowOf(stored('key', '(secret)', true)), text: 'sk-1' },
      { ...rowOf(stored('note', 'same')), secret: true },
      { ...newRow('new'), name: ' tone ', text: 'formal' },
    ];
    expect(readRows(rows)).toEqual({
      faults: {},
      values: [
        { name: 'phone', value: ' new' },
        { name: 'days', value: 2.5 },
        { name: 'open', value: true },
        { name: 'services', value: ['a', 'b'] },
        { name: 'gone', value: null },
        { name: 'key', value: 'sk-1', secret: true },
        { name: 'note', value: 'same', secret: true },
        { name: 'tone', value: 'formal' },
      ],
    });
  });

  it('say what is wrong with which of them', () => {
    const rows = [
      { ...newRow('a'), text: 'x' },
      rowOf(stored('phone', 'x')),
      { ...newRow('b'), name: 'phone', text: 'y' },
      { ...newRow('c'), name: 'days', type: 'number' as const, text: 'many' },
      { ...newRow('d'), name: 'key', secret: true },
    ];
    expect(readRows(rows).faults).toEqual({
      a: expect.stringContaining('Give it a name'),
      b: expect.stringContaining('there twice'),
      c: 'Write a number.',
      d: expect.stringContaining('Write the secret'),
    });
    expect(
      readRows([
        { ...rowOf(stored('phone', 'x')), isGone: true },
        { ...newRow('b'), name: 'phone' },
      ]).faults,
    ).toEqual({});
  });

  it("bear the server's issues at their rows", () => {
    const rows = [{ ...newRow('1'), name: 'Phone ' }];
    const other = { message: 'Too many.', path: 'values' };
    expect(faultsByRow(rows, [{ message: 'No such name.', path: 'Phone' }, other])).toEqual({
      faults: { '1': 'No such name.' },
      rest: [other],
    });
  });
});
