import { expect, test } from 'vitest';
import { auditWords } from './audit-words.ts';

test('says what a person did, and to what', () => {
  expect(auditWords({ action: 'key.revoked', subject: 'CI' })).toEqual({
    what: 'Revoked the key',
    subject: 'CI',
    outcome: null,
  });
});

test('says which key a person granted, not which tool asked', () => {
  expect(auditWords({ action: 'wish.approved', subject: 'CI' })).toEqual({
    what: 'Let a tool have the key',
    subject: 'CI',
    outcome: null,
  });
});

test('says what a key called, and how that ended', () => {
  expect(auditWords({ action: 'jobs.start', subject: 'PLAN_STALE' })).toEqual({
    what: 'jobs.start',
    subject: null,
    outcome: 'PLAN_STALE',
  });
});

test('shows an act it has no words for as it is', () => {
  expect(auditWords({ action: 'toString', subject: null }).what).toBe('toString');
});
