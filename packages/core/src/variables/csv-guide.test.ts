import { readFileSync } from 'node:fs';
import { expect, test } from 'vitest';
import { csvColumns } from './csv-columns.ts';
import { readCsv } from './read-csv.ts';
import { valuesOfCsv } from './values-of-csv.ts';

test('the file in docs/blueprints.md means what the guide says', () => {
  const guide = readFileSync(new URL('../../../../docs/blueprints.md', import.meta.url), 'utf8');
  const [, csv = ''] = /^```csv\n(.*?)^```/ms.exec(guide) ?? [];
  const table = readCsv(csv);
  const accounts = [
    { id: 'zXy81kQpLm2', name: 'Bright Smile Dental' },
    { id: 'b2', name: 'River Oaks Dentistry' },
  ];
  const declared = new Map([
    ['phone', { types: ['string' as const], secret: false }],
    ['exam_price', { types: ['number' as const], secret: false }],
    ['services', { types: ['list' as const], secret: false }],
  ]);
  expect(valuesOfCsv(table.lines, csvColumns(table), { accounts, declared })).toEqual([
    {
      line: 2,
      location: accounts[0],
      values: { phone: '+1 512 555 0142', exam_price: 95, services: ['Exam', 'Cleaning'] },
      issue: null,
    },
    {
      line: 3,
      location: accounts[1],
      values: { phone: '(512) 555-0177', services: ['Exam; short', 'Exam; long'] },
      issue: null,
    },
  ]);
});
