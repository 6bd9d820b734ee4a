import type { JobReportView, JobSummaryView } from '@groundwork/shared/views';
import { expect, test } from 'vitest';
import { outcomeText } from './outcome-text.ts';

const job: JobSummaryView = {
  id: 'j',
  state: 'SUCCESS',
  location: { id: 'l', name: 'Clinic' },
  blueprint: { id: 'b', name: 'Start', version: 1 },
  total: 2,
  done: 2,
  failed: 0,
  notAttempted: 0,
  manual: 0,
  waiting: 0,
  priority: 'normal',
  purpose: 'apply',
  rolloutId: null,
  runs: 1,
  cancelRequestedAt: null,
  cancelledBy: null,
  error: null,
  createdAt: '2026-11-21T10:00:00.000Z',
  createdBy: 'Ana',
  startedAt: '2026-11-21T10:00:00.000Z',
  finishedAt: '2026-11-21T10:00:05.000Z',
};
const line = (verifiedAt: string | null): JobReportView['lines'][number] => ({
  address: 'tag.a',
  kind: 'tag',
  title: 'a',
  action: 'create',
  state: verifiedAt ? 'VERIFIED' : 'FAILED',
  ghlId: null,
  changes: [],
  verifiedAt,
  error: null,
});
const report = (change: Partial<JobSummaryView>, more: Partial<JobReportView>): JobReportView => ({
  groundworkReport: 1,
  agency: { name: 'Agency', companyId: 'c' },
  job: { ...job, ...change },
  plan: { id: 'p', fingerprint: 'f', createdAt: job.createdAt, createdBy: null, variables: {} },
  lines: [line('2026-11-21T10:00:04.000Z'), line('2026-11-21T10:00:04.000Z')],
  kept: [],
  unchanged: [],
  leftToPerson: [],
  generatedAt: job.createdAt,
  digest: 'd',
  ...more,
});

test('a success says that each change was read back', () => {
  expect(outcomeText(report({}, {}))).toBe('Succeeded: 2 of 2 changes applied, each read back and found as planned');
});

test('a failure claims no more than was verified, and says what is open', () => {
  const left = [{ address: 'calendarGroup.g', kind: 'calendarGroup' as const, title: 'G', notes: [] }];
  const failed = report(
    { state: 'FAILED', done: 1, failed: 1, total: 3, notAttempted: 1 },
    { lines: [line('2026-11-21T10:00:04.000Z'), line(null), line(null)], leftToPerson: left },
  );
  expect(outcomeText(failed)).toBe(
    'Failed: 1 of 3 changes applied, 1 read back and found as planned, 1 failed, 1 not attempted, 1 left to a person',
  );
});
