import type { BlueprintSummaryView } from '@groundwork/shared/views';
import { getRouteApi, Link } from '@tanstack/react-router';
import { Blocks, Plus, SearchX, Sparkles } from 'lucide-react';
import { useState } from 'react';
import { Button, buttonClass } from '../components/ui/button.tsx';
import { Card, CardTitle } from '../components/ui/card.tsx';
import { EmptyState } from '../components/ui/empty-state.tsx';
import { FailureAlert } from '../components/ui/failure-alert.tsx';
import { PageHeader } from '../components/ui/page-header.tsx';
import { SearchField } from '../components/ui/search-field.tsx';
import { SkeletonRows } from '../components/ui/skeleton.tsx';
import { BlueprintList } from '../features/blueprints/blueprint-list.tsx';
import { filterBlueprints } from '../features/blueprints/filter-blueprints.ts';
import { LibraryShelf } from '../features/blueprints/library-shelf.tsx';
import { trpc } from '../trpc.ts';
import { LibraryActions } from './library-actions.tsx';

const route = getRouteApi('/shell/blueprints');

export function BlueprintsPage() {
  const { q = '' } = route.useSearch();
  const navigate = route.useNavigate();
  const [failure, setFailure] = useState<unknown>(null);
  const { data, error, refetch } = trpc.blueprints.list.useQuery();
  const library = trpc.blueprints.library.useQuery(undefined, { staleTime: Infinity });
  const templates = library.data?.filter(({ templateId }) => templateId !== null) ?? [];
  const search = (text: string) => void navigate({ search: text ? { q: text } : {}, replace: true });
  return (
    <>
      <PageHeader
        title="Blueprints"
        actions={
          <>
            <Link to="/blueprints/new" search={{ describe: true }} className={buttonClass('solid')}>
              <Sparkles aria-hidden className="size-4" />
              Describe what you need
            </Link>
            <Link to="/blueprints/new" className={buttonClass('outline')}>
              <Plus aria-hidden className="size-4" />
              New blueprint
            </Link>
          </>
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
            <SkeletonRows rows={3} className="h-18" />
          </Card>
        ) : null}
        {data && data.length > 0 ? (
          <div className="space-y-3">
            <SearchField label="Search blueprints" value={q} onChange={search} />
            <FoundBlueprints blueprints={filterBlueprints(data, q)} onClear={() => search('')} />
          </div>
        ) : null}
        {data && data.length === 0 ? (
          <Card>
            <EmptyState
              icon={<Blocks />}
              title="No blueprints yet"
              action={
                <Link to="/blueprints/new" search={{ describe: true }} className={buttonClass('solid')}>
                  <Sparkles aria-hidden className="size-4" />
                  Describe what you need
                </Link>
              }
            >
              Say in your own words what your accounts must hold, take one from the library below, or write your own.
            </EmptyState>
          </Card>
        ) : null}
        {templates.length > 0 ? (
          <section className="space-y-2">
            <CardTitle>Your templates</CardTitle>
            <LibraryShelf
              label="Your templates"
              entries={templates}
              actions={(entry) => <LibraryActions entry={entry} onFailure={setFailure} />}
            />
          </section>
        ) : null}
        <section hidden={library.isError} className="space-y-2">
          <CardTitle>Library</CardTitle>
          <LibraryShelf
            entries={library.data?.filter(({ templateId }) => templateId === null)}
            actions={(entry) => <LibraryActions entry={entry} onFailure={setFailure} />}
          />
        </section>
      </div>
    </>
  );
}

interface FoundBlueprintsProps {
  blueprints: readonly BlueprintSummaryView[];
  onClear: () => void;
}

function FoundBlueprints({ blueprints, onClear }: FoundBlueprintsProps) {
  if (blueprints.length === 0)
    return (
      <Card>
        <EmptyState
          icon={<SearchX />}
          title="No blueprint matches"
          action={<Button onClick={onClear}>Clear the search</Button>}
        >
          Every word has to occur in the name, the description or the kinds of resources.
        </EmptyState>
      </Card>
    );
  return (
    <BlueprintList
      blueprints={blueprints}
      link={(blueprint, content, className) => (
        <Link to="/blueprints/$blueprintId" params={{ blueprintId: blueprint.id }} className={className}>
          {content}
        </Link>
      )}
    />
  );
}
