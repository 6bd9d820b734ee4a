import type { BlueprintDiffView } from '@groundwork/shared/views';
import { getRouteApi, Link } from '@tanstack/react-router';
import { ArrowLeftRight } from 'lucide-react';
import { lazy, Suspense } from 'react';
import { ChangeMark } from '../components/domain/change-mark.tsx';
import { CardTitle } from '../components/ui/card.tsx';
import { EmptyState } from '../components/ui/empty-state.tsx';
import { FailureAlert } from '../components/ui/failure-alert.tsx';
import { PageHeader } from '../components/ui/page-header.tsx';
import { Skeleton } from '../components/ui/skeleton.tsx';
import { BlueprintChanges } from '../features/blueprints/blueprint-changes.tsx';
import { countChanges } from '../features/blueprints/count-changes.ts';
import { VersionPair } from '../features/blueprints/version-pair.tsx';
import { isMissing } from '../lib/app-error.ts';
import { trpc } from '../trpc.ts';
import { NotFoundPage } from './not-found.tsx';

const TextMerge = lazy(() =>
  import('../features/blueprints/text-merge.tsx').then(({ TextMerge: Loaded }) => ({ default: Loaded })),
);
const route = getRouteApi('/shell/blueprints/$blueprintId/compare');

/** Any two versions of a blueprint. Without a choice in the address: the newest and the one before it. */
export function ComparePage() {
  const { blueprintId } = route.useParams();
  const search = route.useSearch();
  const navigate = route.useNavigate();
  const versions = trpc.blueprints.versions.useQuery({ blueprintId });
  const [newest, previous] = versions.data ?? [];
  const to = search.to ?? newest?.id;
  const from = search.from ?? (previous ?? newest)?.id;
  const diff = trpc.blueprints.diff.useQuery(
    { fromVersionId: from ?? '', toVersionId: to ?? '' },
    { enabled: from !== undefined && to !== undefined, staleTime: Infinity, placeholderData: (before) => before },
  );
  const error = versions.error ?? diff.error;
  if (error && isMissing(error)) return <NotFoundPage />;
  return (
    <>
      <PageHeader
        title="Compare versions"
        documentTitle={diff.data ? `${diff.data.to.name}: compare versions` : 'Compare versions'}
        above={
          <span className="flex flex-wrap gap-x-1.5">
            <Link to="/blueprints" className="hover:underline">
              Blueprints
            </Link>
            <span aria-hidden>/</span>
            <Link to="/blueprints/$blueprintId" params={{ blueprintId }} className="hover:underline">
              {diff.data?.to.name ?? 'Blueprint'}
            </Link>
          </span>
        }
      />
      {versions.data && from && to ? (
        <VersionPair
          versions={versions.data}
          from={from}
          to={to}
          onChoose={(chosen) => void navigate({ search: chosen, replace: true })}
        />
      ) : null}
      {error ? (
        <FailureAlert
          title="The versions could not be compared"
          error={error}
          onRetry={() => void (versions.error ? versions.refetch() : diff.refetch())}
        />
      ) : diff.data ? (
        <div aria-busy={diff.isPlaceholderData} className="aria-busy:cursor-progress">
          <Differences diff={diff.data} />
        </div>
      ) : (
        <Skeleton className="h-96 w-full" />
      )}
    </>
  );
}

function Differences({ diff }: { diff: BlueprintDiffView }) {
  const counts = countChanges(diff);
  const isSame = diff.sources.from === diff.sources.to;
  if (isSame)
    return (
      <EmptyState icon={<ArrowLeftRight />} title="No difference">
        Both have the same text. Choose another version above.
      </EmptyState>
    );
  return (
    <div className="space-y-6">
      <ul aria-label="Summary" className="flex flex-wrap items-center gap-2">
        {(['added', 'changed', 'removed'] as const).map((change) => (
          <li key={change} className="flex items-center gap-1.5 text-sm tabular-nums">
            <b className="font-semibold">{counts[change]}</b> <ChangeMark change={change} />
          </li>
        ))}
      </ul>
      {counts.added + counts.changed + counts.removed === 0 ? (
        <p className="text-sm text-muted">What the blueprint says is the same; only its text is written differently.</p>
      ) : (
        <BlueprintChanges diff={diff} />
      )}
      <section className="space-y-1.5">
        <CardTitle>Text</CardTitle>
        <Suspense fallback={<Skeleton className="h-72 w-full" />}>
          <TextMerge
            key={`${diff.from.versionId}:${diff.to.versionId}`}
            from={{ source: diff.sources.from, label: `Version ${diff.from.version}` }}
            to={{ source: diff.sources.to, label: `Version ${diff.to.version}` }}
          />
        </Suspense>
      </section>
    </div>
  );
}
