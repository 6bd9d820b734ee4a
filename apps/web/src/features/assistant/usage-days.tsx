import type { AssistantUsageView } from '@groundwork/shared/views';
import { Card, CardTitle } from '../../components/ui/card.tsx';
import { plural } from '../../lib/format.ts';
import { dayText, daysOf } from './month-text.ts';
import { costText, tokenText } from './token-text.ts';
import { UsageTable } from './usage-table.tsx';

/** Tokens of each day as bars for the eye; the same as a table for everybody. */
export function UsageDays({ month, byDay }: Pick<AssistantUsageView, 'month' | 'byDay'>) {
  const most = Math.max(0, ...byDay.map(({ tokens }) => tokens));
  const known = new Map(byDay.map((day) => [day.day, day]));
  return (
    <section className="space-y-2">
      <CardTitle>By day</CardTitle>
      <Card className="space-y-3 p-4">
        <div aria-hidden className="flex h-28 items-end gap-px sm:gap-1">
          {daysOf(month).map((day) => {
            const { tokens = 0, questions = 0 } = known.get(day) ?? {};
            return (
              <div
                key={day}
                title={`${dayText(day)}: ${tokenText(tokens)} tokens, ${plural(questions, 'question')}`}
                className="flex h-full min-w-0 flex-1 items-end rounded-sm bg-sunken"
              >
                <div
                  className={`w-full rounded-sm ${tokens > 0 ? 'bg-accent' : questions > 0 ? 'bg-edge' : ''}`}
                  style={{ height: questions > 0 ? `${Math.max(3, (tokens / Math.max(1, most)) * 100)}%` : 0 }}
                />
              </div>
            );
          })}
        </div>
        <p aria-hidden className="flex justify-between text-xs text-muted">
          <span>{dayText(`${month}-01`)}</span>
          <span>{most > 0 ? `The highest day: ${tokenText(most)} tokens` : 'No tokens were used'}</span>
        </p>
        <details className="text-sm">
          <summary className="w-fit rounded-sm text-muted hover:text-text">The days as a table</summary>
          <div className="mt-2">
            <UsageTable
              label="By day"
              columns={[{ name: 'Day' }, ...['Questions', 'Tokens', 'Cost'].map((name) => ({ name, isNumber: true }))]}
              rows={byDay.map(({ day, tokens, questions, costMicros }) => ({
                key: day,
                cells: [dayText(day), tokenText(questions), tokenText(tokens), costText(costMicros)],
              }))}
            />
          </div>
        </details>
      </Card>
    </section>
  );
}
