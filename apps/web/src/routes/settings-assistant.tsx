import type { AssistantUsageView } from '@groundwork/shared/views';
import { getRouteApi, Link } from '@tanstack/react-router';
import { ChartNoAxesColumn, ChevronLeft, ChevronRight } from 'lucide-react';
import { buttonClass } from '../components/ui/button.tsx';
import { Card } from '../components/ui/card.tsx';
import { EmptyState } from '../components/ui/empty-state.tsx';
import { FailureAlert } from '../components/ui/failure-alert.tsx';
import { PageHeader } from '../components/ui/page-header.tsx';
import { Skeleton } from '../components/ui/skeleton.tsx';
import { BudgetCard } from '../features/assistant/budget-card.tsx';
import { isMonth, monthBeside, monthText } from '../features/assistant/month-text.ts';
import { statusText } from '../features/assistant/origin-text.ts';
import { UsageCalls } from '../features/assistant/usage-calls.tsx';
import { UsageDays } from '../features/assistant/usage-days.tsx';
import { UsageShares } from '../features/assistant/usage-shares.tsx';
import { UsageTotals } from '../features/assistant/usage-totals.tsx';
import { WhatIsSent } from '../features/assistant/what-is-sent.tsx';
import { useNow } from '../lib/use-now.ts';
import { trpc } from '../trpc.ts';

const route = getRouteApi('/shell/settings/assistant');

/** What the assistant was asked and cost, and how much it may cost. */
export function AssistantUsagePage() {
  const { month: chosen } = route.useSearch();
  const thisMonth = new Date(useNow(60_000)).toISOString().slice(0, 7);
  const month = isMonth(chosen) && chosen < thisMonth ? chosen : thisMonth;
  const { data: status } = trpc.assistant.status.useQuery();
  const { data, error, refetch } = trpc.assistant.usage.useQuery({ month });
  return (
    <>
      <PageHeader title="Assistant" actions={<MonthSwitch month={month} thisMonth={thisMonth} />}>
        {status ? statusText(status) : 'What it was asked, and what it cost'}
      </PageHeader>
      <div className="space-y-8">
        {error && !data ? (
          <FailureAlert title="The usage could not be loaded" error={error} onRetry={() => void refetch()} />
        ) : null}
        {!data && !error ? (
          <div role="status" aria-label="Loading the usage" className="space-y-8">
            <Skeleton className="h-40 w-full" />
            <Skeleton className="h-24 w-full" />
            <Skeleton className="h-56 w-full" />
          </div>
        ) : null}
        {data ? <Usage usage={data} isNow={month === thisMonth} /> : null}
        <WhatIsSent />
      </div>
    </>
  );
}

const Usage = ({ usage, isNow }: { usage: AssistantUsageView; isNow: boolean }) => (
  <>
    {isNow ? <BudgetCard budget={usage.budget} /> : null}
    {usage.calls.length === 0 ? (
      <Card>
        <EmptyState
          icon={<ChartNoAxesColumn />}
          title={isNow ? 'Nobody asked anything this month' : `Nobody asked anything in ${monthText(usage.month)}`}
          action={
            isNow ? (
              <Link to="/blueprints/new" search={{ describe: true }} className={buttonClass()}>
                Describe what you need
              </Link>
            ) : null
          }
        >
          {isNow ? 'What the assistant is asked, who asked, and the tokens it took will stand here.' : null}
        </EmptyState>
      </Card>
    ) : (
      <>
        <UsageTotals totals={usage.totals} />
        <UsageDays month={usage.month} byDay={usage.byDay} />
        <UsageShares byTask={usage.byTask} byMember={usage.byMember} />
        <UsageCalls calls={usage.calls} />
      </>
    )}
  </>
);

function MonthSwitch({ month, thisMonth }: { month: string; thisMonth: string }) {
  const next = monthBeside(month, 1);
  return (
    <nav aria-label="Month" className="flex items-center gap-1">
      <Link
        to="/settings/assistant"
        search={{ month: monthBeside(month, -1) }}
        aria-label={`Before: ${monthText(monthBeside(month, -1))}`}
        className={buttonClass('ghost', 'sm')}
      >
        <ChevronLeft aria-hidden className="size-4" />
      </Link>
      <span aria-current="date" className="min-w-32 text-center text-sm font-medium">
        {monthText(month)}
      </span>
      {month < thisMonth ? (
        <Link
          to="/settings/assistant"
          search={next < thisMonth ? { month: next } : {}}
          aria-label={`After: ${monthText(next)}`}
          className={buttonClass('ghost', 'sm')}
        >
          <ChevronRight aria-hidden className="size-4" />
        </Link>
      ) : (
        <span aria-hidden className={`${buttonClass('ghost', 'sm')} opacity-40`}>
          <ChevronRight className="size-4" />
        </span>
      )}
    </nav>
  );
}
