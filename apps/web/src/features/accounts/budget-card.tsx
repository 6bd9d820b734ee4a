import type { BudgetView } from '@groundwork/shared/views';
import { Hourglass } from 'lucide-react';
import { Badge } from '../../components/ui/badge.tsx';
import { Card, CardTitle } from '../../components/ui/card.tsx';
import { ProgressBar } from '../../components/ui/progress-bar.tsx';
import { RelativeTime } from '../../components/ui/time.tsx';
import { plural } from '../../lib/format.ts';

/** What GHL lets the app do in the account, and how much of it is used at this moment. */
export const BudgetCard = ({ budget }: { budget: BudgetView | null }) => (
  <section aria-labelledby="budget">
    <CardTitle id="budget" className="mb-2">
      Call budget
    </CardTitle>
    <Card className="p-4">
      {budget ? (
        <Budget budget={budget} />
      ) : (
        <p className="text-sm text-muted">
          Nothing was asked of this account yet. GoHighLevel says its limits with the first answer.
        </p>
      )}
    </Card>
  </section>
);

function Budget({ budget }: { budget: BudgetView }) {
  const { limit, intervalSeconds, used, usedToday, dailyLimit, refused, blockedUntil, waiting } = budget;
  const now = `${used} of ${limit} calls in ${intervalSeconds} s`;
  return (
    <div className="space-y-3 text-sm">
      <div>
        <p className="mb-1.5 font-medium tabular-nums">{now}</p>
        <ProgressBar
          label="Calls used now"
          text={now}
          max={limit}
          parts={[{ value: Math.min(used, limit), tone: used < limit ? 'info' : 'warn' }]}
        />
      </div>
      <dl className="grid grid-cols-[auto_minmax(0,1fr)] gap-x-4 gap-y-1">
        <dt className="text-muted">Today</dt>
        <dd className="text-right tabular-nums">
          {usedToday.toLocaleString('en')} of {dailyLimit.toLocaleString('en')}
        </dd>
        <dt className="text-muted">Refused (429)</dt>
        <dd className="text-right tabular-nums">{refused === 0 ? 'never' : plural(refused, 'time')}</dd>
      </dl>
      {waiting.map((lane) => (
        <Badge key={lane} tone="warn" icon={<Hourglass aria-hidden />}>
          {laneWords[lane]}
        </Badge>
      ))}
      {blockedUntil ? (
        <p className="text-warn">
          GoHighLevel asked to wait. Calls go on <RelativeTime iso={blockedUntil} />.
        </p>
      ) : null}
    </div>
  );
}

const laneWords: Record<BudgetView['waiting'][number], string> = {
  interactive: 'Work for a person waits',
  sync: 'Drift checks wait',
};
