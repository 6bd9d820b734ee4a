import { Link, useNavigate } from '@tanstack/react-router';
import { Blocks, Plus } from 'lucide-react';
import { useState } from 'react';
import { buttonClass } from '../components/ui/button.tsx';
import { Card, CardTitle } from '../components/ui/card.tsx';
import { EmptyState } from '../components/ui/empty-state.tsx';
import { FailureAlert } from '../components/ui/failure-alert.tsx';
import { PageHeader } from '../components/ui/page-header.tsx';
import { SkeletonRows } from '../components/ui/skeleton.tsx';
import { BlueprintList } from '../features/blueprints/blueprint-list.tsx';
import { LibraryShelf } from '../features/blueprints/library-shelf.tsx';
import { StarterButton } from '../features/blueprints/starter-button.tsx';
import { useDenied } from '../features/session/use-me.ts';
import { trpc } from '../trpc.ts';

export function BlueprintsPage() {
  const navigate = useNavigate();
  const denied = useDenied('blueprint.write');
  const [failure, setFailure] = useState<unknown>(null);
  const { data, error, refetch } = trpc.blueprints.list.useQuery();
  const library = trpc.blueprints.library.useQuery(undefined, { staleTime: Infinity });
  return (
    <>
      <PageHeader
        title="Blueprints"
        actions={
          <Link to="/blueprints/new" className={buttonClass('solid')}>
            <Plus aria-hidden className="size-4" />
            New blueprint
          </Link>
        }
      >
        What your accounts must hold, written down once
      </PageHeader>
      <div className="space-y-6">
        {failure ? <FailureAlert title="The blueprint was not saved" error={failure} /> : null}
        {error && !data ? (
          <FailureAlert title="The blueprints could not be loaded" error={error} onRetry={() => void refetch()} />
        ) : null}
        {!data && !error ? (
          <Card>
            <SkeletonRows rows={3} />
          </Card>
        ) : null}
        {data && data.length > 0 ? (
          <BlueprintList
            blueprints={data}
            link={(blueprint, content, className) => (
              <Link to="/blueprints/$blueprintId" params={{ blueprintId: blueprint.id }} className={className}>
                {content}
              </Link>
            )}
          />
        ) : null}
        {data && data.length === 0 ? (
          <Card>
            <EmptyState icon={<Blocks />} title="No blueprints yet">
              Take one from the library below as it is, change it first, or write your own.
            </EmptyState>
          </Card>
        ) : null}
        <section hidden={!library.data} className="space-y-2">
          <CardTitle>Library</CardTitle>
          <LibraryShelf
            entries={library.data ?? []}
            actions={(entry) => (
              <>
                <StarterButton
                  entry={entry}
                  deniedReason={denied}
                  onFailure={setFailure}
                  onSaved={({ blueprintId }) =>
                    void navigate({ to: '/blueprints/$blueprintId', params: { blueprintId } })
                  }
                />
                <Link to="/blueprints/new" search={{ from: entry.slug }} className={buttonClass('outline', 'sm')}>
                  Change it first
                </Link>
              </>
            )}
          />
        </section>
      </div>
    </>
  );
}
