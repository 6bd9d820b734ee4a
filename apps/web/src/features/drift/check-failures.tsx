import type { DriftFailureCauseView, DriftOverviewView } from '@groundwork/shared/views';
import { AccountLink } from '../../components/domain/account-link.tsx';
import { Card, CardTitle } from '../../components/ui/card.tsx';
import { RelativeTime } from '../../components/ui/time.tsx';
import { plural } from '../../lib/format.ts';

/** Accounts that could not be read, by what keeps them from it: nobody knows whether they have drifted. */
export function CheckFailures({ failureCauses }: Pick<DriftOverviewView, 'failureCauses'>) {
  if (failureCauses.length === 0) return null;
  return (
    <section aria-labelledby="check-failures" className="space-y-2">
      <CardTitle id="check-failures">Checks that failed</CardTitle>
      <Card className="overflow-hidden">
        <ul className="divide-y divide-line">
          {failureCauses.map((cause) => (
            <li key={`${cause.error.code} ${cause.error.message}`} className="space-y-1 px-4 py-2.5">
              <p className="text-sm">
                <span className="font-medium">{plural(cause.accounts, 'account')}</span>{' '}
                <span dir="auto">{cause.error.message}</span>{' '}
                <code className="font-mono text-xs text-muted">{cause.error.code}</code>
              </p>
              {cause.accounts > shown ? (
                <details>
                  <summary className="min-h-6 cursor-pointer text-sm text-muted">
                    {namesOf(cause)} and {cause.accounts - shown} more
                  </summary>
                  <Accounts cause={cause} />
                </details>
              ) : (
                <Accounts cause={cause} />
              )}
            </li>
          ))}
        </ul>
      </Card>
    </section>
  );
}

const shown = 3;
const namesOf = ({ examples }: DriftFailureCauseView): string =>
  examples
    .slice(0, shown)
    .map(({ name }) => name)
    .join(', ');

function Accounts({ cause: { accounts, examples } }: { cause: DriftFailureCauseView }) {
  return (
    <ul aria-label="Accounts" className="space-y-0.5">
      {examples.map(({ id, name, checkedAt }) => (
        <li key={id} className="flex flex-wrap items-baseline gap-x-4">
          <AccountLink account={{ id, name }} className="min-w-0 basis-56" />
          <span className="text-xs text-muted">
            <RelativeTime iso={checkedAt} />
          </span>
        </li>
      ))}
      {accounts > examples.length ? (
        <li className="text-sm text-muted">and {accounts - examples.length} more for the same reason</li>
      ) : null}
    </ul>
  );
}
