import type { DriftOverviewView } from '@groundwork/shared/views';
import { AccountLink } from '../../components/domain/account-link.tsx';
import { Card, CardTitle } from '../../components/ui/card.tsx';
import { RelativeTime } from '../../components/ui/time.tsx';

/** Accounts that could not be read: nobody knows whether they have drifted. */
export function CheckFailures({ failures }: Pick<DriftOverviewView, 'failures'>) {
  if (failures.length === 0) return null;
  return (
    <section aria-labelledby="check-failures" className="space-y-2">
      <CardTitle id="check-failures">Checks that failed</CardTitle>
      <Card className="overflow-hidden">
        <ul className="divide-y divide-line">
          {failures.map(({ location, error, checkedAt }, index) => (
            <li key={`${location.id}:${index}`} className="flex flex-wrap items-baseline gap-x-4 gap-y-0.5 px-4 py-2.5">
              <AccountLink account={location} className="min-w-0 basis-56" />
              <span className="min-w-0 flex-1 basis-64 text-sm text-muted">
                {error.message} <code className="font-mono text-xs">{error.code}</code>
              </span>
              <span className="text-xs text-muted">
                <RelativeTime iso={checkedAt} />
              </span>
            </li>
          ))}
        </ul>
      </Card>
    </section>
  );
}
