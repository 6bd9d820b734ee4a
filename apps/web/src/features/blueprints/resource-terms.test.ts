import { expect, test } from 'vitest';
import { resourceTerms, termText } from './resource-terms.ts';

test.each([
  [{ forEach: '${var.services}' }, 'one for each of ${var.services}'],
  [{ forEach: ['Exam', 'Cleaning'] }, 'one for each of Exam, Cleaning'],
  [{ forEach: { Exam: 89, Cleaning: 120 } }, 'one for each of Exam (89), Cleaning (120)'],
  [{ forEach: { Exam: { minutes: 60 } } }, 'one for each of Exam (minutes 60)'],
  [{ forEach: [] }, 'none: its list is empty'],
])('says how many there are of it', (meta, text) => {
  expect(resourceTerms(meta)).toEqual([text]);
});

test.each([
  [{ when: '${var.books_online}' }, 'only when ${var.books_online}'],
  [{ when: false }, 'never: left out everywhere'],
  [{ when: { value: '${var.plan}', in: ['gold', 'platinum'] } }, 'only when ${var.plan} is gold or platinum'],
  [{ when: { value: '${var.plan}', notIn: ['free'] } }, 'only when ${var.plan} is not free'],
  [{ when: { value: '${var.plan}', notIn: ['free', 'trial'] } }, 'only when ${var.plan} is neither free nor trial'],
])('says when it is there', (meta, text) => {
  expect(resourceTerms(meta)).toEqual([text]);
});

test('says how far Groundwork goes with it', () => {
  expect(
    resourceTerms({ lifecycle: { manage: 'seed', preventDestroy: true, ignore: ['openHours', 'slotDuration'] } }),
  ).toEqual([
    "made once, then the client's",
    'protected: never deleted or replaced',
    'open hours and slot duration written once, never compared',
  ]);
  expect(resourceTerms({ lifecycle: { manage: 'observe' } })[0]).toMatch(/^observed/);
  expect(resourceTerms({ lifecycle: { manage: 'reference' } })[0]).toMatch(/has to be there/);
});

test('says nothing of what says nothing', () => {
  expect(resourceTerms({ when: true, lifecycle: { manage: 'own', preventDestroy: false } })).toEqual([]);
});

test('says what becomes of a change between two versions', () => {
  expect(termText('lifecycle', { manage: 'own' })).toBe('kept as written');
  expect(termText('when', true)).toBe('always');
  expect(termText('slotDuration', 30)).toBeNull();
});
