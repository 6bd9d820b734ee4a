import type { LibraryEntryView } from '@groundwork/shared/views';
import { getRouteApi, Link, useNavigate } from '@tanstack/react-router';
import { useState } from 'react';
import { FailureAlert } from '../components/ui/failure-alert.tsx';
import { PageHeader } from '../components/ui/page-header.tsx';
import { Skeleton } from '../components/ui/skeleton.tsx';
import { BlueprintContents, ContentsSkeleton } from '../features/blueprints/blueprint-contents.tsx';
import { SourceView } from '../features/blueprints/source-view.tsx';
import { useBlueprintCheck } from '../features/blueprints/use-blueprint-check.ts';
import { trpc } from '../trpc.ts';
import { LibraryActions } from './library-actions.tsx';
import { NotFoundPage } from './not-found.tsx';

const route = getRouteApi('/shell/blueprints/library/$slug');

/** What is inside a library blueprint, before anything is made of it. */
export function LibraryEntryPage() {
  const { slug } = route.useParams();
  const { data, error, refetch } = trpc.blueprints.library.useQuery(undefined, { staleTime: Infinity });
  if (error && !data)
    return <FailureAlert title="The library could not be loaded" error={error} onRetry={() => void refetch()} />;
  if (!data) return <Skeleton className="h-96 w-full" />;
  const entry = data.find((known) => known.slug === slug);
  return entry ? <Entry key={slug} entry={entry} /> : <NotFoundPage />;
}

function Entry({ entry }: { entry: LibraryEntryView }) {
  const { account, show } = route.useSearch();
  const navigate = route.useNavigate();
  const leave = useNavigate();
  const [failure, setFailure] = useState<unknown>(null);
  const { check, error, recheck } = useBlueprintCheck(entry.source);
  return (
    <>
      <PageHeader
        title={entry.name}
        above={
          <Link to="/blueprints" className="hover:underline">
            Blueprints
          </Link>
        }
        beside={
          <span className="text-sm text-muted">
            {entry.templateId === null ? 'from the library' : 'your agency’s template'}
          </span>
        }
        actions={
          <LibraryActions
            entry={entry}
            account={account}
            withPreview={false}
            onFailure={setFailure}
            onRemoved={() => void leave({ to: '/blueprints' })}
          />
        }
      >
        <p dir="auto" className="max-w-2xl">
          {entry.description}
        </p>
      </PageHeader>
      <div className="space-y-5">
        {failure ? <FailureAlert title="The blueprint was not saved" error={failure} /> : null}
        {error ? (
          <FailureAlert title="Its contents could not be read" error={error} onRetry={() => void recheck()} />
        ) : null}
        {check && !check.valid ? <SourceView source={entry.source} format="yaml" /> : null}
        {check?.valid ? (
          <BlueprintContents
            resources={check.resources}
            variables={check.variables}
            source={entry.source}
            format="yaml"
            show={show ?? 'resources'}
            onShow={(next) =>
              void navigate({
                search: (now) => ({
                  ...(now.account ? { account: now.account } : {}),
                  ...(next === 'source' ? { show: next } : {}),
                }),
                replace: true,
              })
            }
          />
        ) : null}
        {!check && !error ? <ContentsSkeleton /> : null}
      </div>
    </>
  );
}
