import type { DriftCauseView, DriftFindingView } from '@groundwork/shared/views';
import { getRouteApi, Link } from '@tanstack/react-router';
import { Wrench } from 'lucide-react';
import { useState } from 'react';
import { AddressText } from '../components/domain/address-text.tsx';
import { Badge } from '../components/ui/badge.tsx';
import { Button, buttonClass } from '../components/ui/button.tsx';
import { Card } from '../components/ui/card.tsx';
import { EmptyState } from '../components/ui/empty-state.tsx';
import { FailureAlert } from '../components/ui/failure-alert.tsx';
import { PageHeader } from '../components/ui/page-header.tsx';
import { Skeleton, SkeletonRows } from '../components/ui/skeleton.tsx';
import { RelativeTime } from '../components/ui/time.tsx';
import { AcceptDialog } from '../features/drift/accept-dialog.tsx';
import { CauseActions } from '../features/drift/cause-actions.tsx';
import { capital, causeText, whatLooks } from '../features/drift/drift-words.ts';
import { FindingList } from '../features/drift/finding-list.tsx';
import { IgnoreDialog } from '../features/drift/ignore-dialog.tsx';
import { IgnoreList } from '../features/drift/ignore-list.tsx';
import { useFix } from '../features/drift/use-fix.ts';
import { useDenied } from '../features/session/use-me.ts';
import { isMissing } from '../lib/app-error.ts';
import { trpc } from '../trpc.ts';

const route = getRouteApi('/shell/drift/$causeKey');

type Accept = (cause: DriftCauseView) => void;

export function DriftCausePage() {
  const { causeKey } = route.useParams();
  const [accepting, setAccepting] = useState<DriftCauseView | null>(null);
  return (
    <>
      <CauseOrNone key={causeKey} causeKey={causeKey} onAccept={setAccepting} />
      {accepting ? <AcceptDialog causes={[accepting]} onClose={() => setAccepting(null)} /> : null}
    </>
  );
}

function CauseOrNone({ causeKey, onAccept }: { causeKey: string; onAccept: Accept }) {
  const { data, error, refetch } = trpc.drift.cause.useQuery({ key: causeKey });
  if (error && isMissing(error)) return <CauseGone />;
  if (data) return <Cause cause={data} onAccept={onAccept} />;
  if (error) return <FailureAlert title="The drift could not be loaded" error={error} onRetry={() => void refetch()} />;
  return (
    <div className="space-y-5">
      <Skeleton className="h-7 w-96 max-w-full" />
      <Card>
        <SkeletonRows rows={6} className="h-18" />
      </Card>
    </div>
  );
}

interface CauseProps {
  cause: DriftCauseView & { findings: DriftFindingView[] };
  onAccept: Accept;
}

function Cause({ cause, onAccept }: CauseProps) {
  const navigate = route.useNavigate();
  const denied = useDenied('drift.handle');
  const [failure, setFailure] = useState<{ title: string; error: unknown } | null>(null);
  const [ticked, setTicked] = useState<ReadonlySet<string>>(new Set());
  const [ignoring, setIgnoring] = useState<DriftFindingView | null>(null);
  const { findings } = cause;
  // What was fixed meanwhile is ticked no more.
  const chosen = findings.map(({ location }) => location.id).filter((id) => ticked.has(id));
  const fix = useFix({
    onFailure: setFailure,
    onPlanned: (rolloutId) => void navigate({ to: '/rollouts/$rolloutId', params: { rolloutId } }),
  });
  const areAll = chosen.length === findings.length;
  return (
    <>
      <PageHeader
        title={capital(causeText(cause))}
        above={<DriftLink />}
        beside={<Badge tone={whatLooks[cause.what].tone}>{whatLooks[cause.what].word}</Badge>}
        actions={<CauseActions cause={cause} onFailure={setFailure} onAccept={onAccept} />}
      >
        <span className="flex flex-wrap items-center gap-x-3">
          <Link
            to="/blueprints/$blueprintId"
            params={{ blueprintId: cause.blueprint.id }}
            className="text-accent hover:underline"
          >
            {cause.blueprint.name}
          </Link>
          <code className="font-mono text-xs">
            <AddressText address={cause.address} />
          </code>
          <span>
            first seen <RelativeTime iso={cause.firstSeenAt} />
          </span>
        </span>
      </PageHeader>
      <div className="space-y-4">
        {failure ? <FailureAlert {...failure} /> : null}
        <IgnoreList ignores={cause.ignores} />
        <div className="flex flex-wrap items-center gap-3">
          <Button
            size="sm"
            onClick={() => setTicked(new Set(areAll ? [] : findings.map(({ location }) => location.id)))}
          >
            {areAll ? 'Choose none' : 'Choose all'}
          </Button>
          <Button
            size="sm"
            look="solid"
            busy={fix.isPending}
            disabledReason={denied ?? (chosen.length === 0 ? 'Choose accounts first.' : null)}
            icon={<Wrench aria-hidden className="size-3.5" />}
            onClick={() => fix.mutate({ key: cause.key, locationIds: chosen })}
          >
            Fix the chosen ({chosen.length})
          </Button>
          <p className="text-sm text-muted">A fix is planned first, and written once somebody approves it.</p>
        </div>
        <FindingList
          findings={findings}
          chosen={new Set(chosen)}
          deniedReason={denied}
          onIgnore={setIgnoring}
          onChoose={(id, isChosen) =>
            setTicked(new Set(isChosen ? [...chosen, id] : chosen.filter((known) => known !== id)))
          }
        />
      </div>
      {ignoring ? (
        <IgnoreDialog
          causes={[cause]}
          accounts={findings.map(({ location }) => location)}
          account={ignoring.location.id}
          onClose={() => setIgnoring(null)}
        />
      ) : null}
    </>
  );
}

const DriftLink = () => (
  <Link to="/drift" className="hover:underline">
    Drift
  </Link>
);

const CauseGone = () => (
  <>
    <PageHeader title="This drift is gone" above={<DriftLink />} />
    <Card>
      <EmptyState
        icon={<Wrench />}
        title="No account differs in this way any more"
        action={
          <Link to="/drift" className={buttonClass('solid')}>
            See all drift
          </Link>
        }
      >
        It was fixed, accepted, or changed back in GoHighLevel.
      </EmptyState>
    </Card>
  </>
);
