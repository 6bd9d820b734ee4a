import type { RolloutMatrixView } from '@groundwork/shared/views';
import { expect, test } from 'vitest';
import { columnGroups } from './column-groups.ts';
import { fitMatrix, mostColumns } from './fit-matrix.ts';

const matrixOf = (tags: number, fields: number): RolloutMatrixView => {
  const columns = Array.from({ length: tags + fields }, (_, index) => {
    const kind = index < tags ? ('tag' as const) : ('customField' as const);
    return { address: `${kind}.${index}`, kind, title: `${index}` };
  });
  const row = {
    location: { id: 'l1', name: 'One' },
    wave: 0,
    state: 'SUCCESS' as const,
    planId: null,
    jobId: null,
    summary: null,
    done: 0,
    total: 0,
    failed: 0,
    error: null,
    cells: columns.map(({ kind }) => (kind === 'tag' ? ('VERIFIED' as const) : ('FAILED' as const))),
  };
  return { columns, rows: [row], total: 1 };
};

test('one that fits is left as it is, so that nothing of it is drawn anew', () => {
  const matrix = matrixOf(2, 3);
  expect(fitMatrix(matrix, null).matrix).toBe(matrix);
});

test('cells stay with their columns when one kind is shown alone', () => {
  const { matrix, asked } = fitMatrix(matrixOf(2, 3), 'customField');
  expect(matrix.columns.map(({ address }) => address)).toEqual(['customField.2', 'customField.3', 'customField.4']);
  expect(matrix.rows[0]?.cells).toEqual(['FAILED', 'FAILED', 'FAILED']);
  expect(asked).toBe(3);
});

test('columns that are too many are shown page by page, each with its cells', () => {
  const whole = matrixOf(mostColumns, 30);
  const first = fitMatrix(whole, null);
  expect([first.matrix.columns.length, first.matrix.rows[0]?.cells.length, first.asked]).toEqual([
    mostColumns,
    mostColumns,
    mostColumns + 30,
  ]);
  const { matrix } = fitMatrix(whole, null, mostColumns);
  expect(matrix.columns.map(({ kind }) => kind)).toEqual(Array.from({ length: 30 }, () => 'customField'));
  expect(matrix.rows[0]?.cells).toEqual(Array.from({ length: 30 }, () => 'FAILED'));
});

test('columns of a kind that stand side by side share a heading', () => {
  expect(columnGroups(matrixOf(2, 3).columns)).toEqual([
    { kind: 'tag', first: 'tag.0', count: 2 },
    { kind: 'customField', first: 'customField.2', count: 3 },
  ]);
});
