import type { AssistantTotalsView, AssistantUsageView } from '@groundwork/shared/views';
import type { ReactNode } from 'react';
import { CardTitle } from '../../components/ui/card.tsx';
import { taskNames } from './task-names.ts';
import { costText, shareText, tokenText, usedTokens } from './token-text.ts';
import { type UsageColumn, UsageTable } from './usage-table.tsx';

/** Whose the month's questions were, and what they were about. */
export const UsageShares = ({ byTask, byMember }: Pick<AssistantUsageView, 'byTask' | 'byMember'>) => (
  <div className="grid gap-8 2xl:grid-cols-2">
    <section className="min-w-0 space-y-2">
      <CardTitle>By task</CardTitle>
      <UsageTable
        label="By task"
        columns={columns('Task')}
        rows={byTask.map((row) => ({ key: row.task, cells: cells(taskNames[row.task], row) }))}
      />
    </section>
    <section className="min-w-0 space-y-2">
      <CardTitle>By member</CardTitle>
      <UsageTable
        label="By member"
        columns={columns('Member')}
        rows={byMember.map((row) => ({ key: row.memberId ?? '', cells: cells(row.name ?? 'A former member', row) }))}
      />
    </section>
  </div>
);

const columns = (first: string): UsageColumn[] => [
  { name: first },
  ...['Questions', 'Tokens', 'Cost', 'Cached'].map((name) => ({ name, isNumber: true })),
];

const cells = (name: string, totals: AssistantTotalsView): ReactNode[] => [
  name,
  tokenText(totals.questions),
  tokenText(usedTokens(totals)),
  costText(totals.costMicros),
  shareText(totals.cacheAnswers, totals.questions),
];
