import type { AccountDetailView, AccountDriftView } from '@groundwork/shared/views';
import { ChevronRight, RefreshCw } from 'lucide-react';
import { whyClosed } from '../../components/domain/location-state.tsx';
import { Button } from '../../components/ui/button.tsx';
import { Card, CardTitle } from '../../components/ui/card.tsx';
import { FailureAlert } from '../../components/ui/failure-alert.tsx';
import { SkeletonRows } from '../../components/ui/skeleton.tsx';
import { RelativeTime } from '../../components/ui/time.tsx';
import { announce } from '../../lib/announce.tsx';
import { plural } from '../../lib/format.ts';
import { trpc } from '../../trpc.ts';
import { useDenied } from '../session/use-me.ts';
import { DriftFindings } from './drift-findings.tsx';

const checkingMs = 2_000;

/** Where the account no longer is what was applied. */
export function AccountDrift({ account }: { account: AccountDetailView }) {
  const denied = useDenied('drift.handle');
  const utils = trpc.useUtils();
  const locationId = account.id;
  const { data, error, refetch } = trpc.drift.account.useQuery(
    { locationId },
    { refetchInterval: ({ state }) => (state.data?.isChecking ? checkingMs : false) },
  );
  const check = trpc.drift.check.useMutation({
    onSuccess: () => {
      announce(`${account.name} is being checked`);
      return utils.drift.account.invalidate({ locationId });
    },
  });
  const nothing = account.blueprints.length === 0 ? 'Nothing was applied to this account yet.' : null;
  const isChecking = check.isPending || data?.isChecking === true;
  return (
    <section aria-labelledby="drift">
      <div className="mb-2 flex flex-wrap items-center justify-between gap-3">
        <CardTitle id="drift">Drift</CardTitle>
        <Button
          size="sm"
          busy={isChecking}
          disabledReason={whyClosed[account.state] ?? nothing ?? denied}
          icon={<RefreshCw aria-hidden className="size-3.5" />}
          onClick={() => check.mutate({ locationIds: [locationId] })}
        >
          {isChecking ? 'Checking…' : 'Check now'}
        </Button>
      </div>
      {check.error ? (
        <div className="mb-2">
          <FailureAlert title="The account is not being checked" error={check.error} />
        </div>
      ) : null}
      {error && !data ? (
        <FailureAlert title="The drift could not be loaded" error={error} onRetry={() => void refetch()} />
      ) : data ? (
        <Findings drift={data} isApplied={nothing === null} />
      ) : (
        <Card>
          <SkeletonRows rows={2} />
        </Card>
      )}
    </section>
  );
}

function Findings({ drift: { checks, findings }, isApplied }: { drift: AccountDriftView; isApplied: boolean }) {
  const open = findings.filter(({ ignoredUntil }) => ignoredUntil === null);
  const ignored = findings.filter(({ ignoredUntil }) => ignoredUntil !== null);
  const failed = checks.filter(({ error }) => error !== null);
  const last = checks
    .map(({ checkedAt }) => checkedAt)
    .sort()
    .at(-1);
  return (
    <Card className="overflow-hidden">
      {failed.map(({ blueprint, error }) => (
        <p key={blueprint.id} className="border-b border-line px-4 py-2.5 text-sm">
          <b className="font-medium text-bad">{blueprint.name} could not be checked.</b> {error?.message}
        </p>
      ))}
      {open.length > 0 ? (
        <DriftFindings findings={open} />
      ) : (
        <p className="px-4 py-3 text-sm text-muted">{calm(isApplied, checks.length, failed.length)}</p>
      )}
      {ignored.length > 0 ? (
        <details className="group border-t border-line">
          <summary className="flex list-none items-center gap-2 px-4 py-2.5 text-sm text-muted hover:bg-sunken focus-visible:-outline-offset-2 [&::-webkit-details-marker]:hidden">
            <ChevronRight aria-hidden className="size-4 transition-transform group-open:rotate-90" />
            {plural(ignored.length, 'ignored difference')}
          </summary>
          <DriftFindings findings={ignored} />
        </details>
      ) : null}
      {last ? (
        <p className="border-t border-line px-4 py-2 text-xs text-muted">
          Checked <RelativeTime iso={last} />
        </p>
      ) : null}
    </Card>
  );
}

function calm(isApplied: boolean, checks: number, failed: number): string {
  if (!isApplied) return 'Nothing was applied here, so nothing can drift.';
  if (checks === 0) return 'Not checked yet. Check now to see whether the account still is what was applied.';
  return failed > 0 ? 'No other difference is known.' : 'The account is what was applied.';
}
