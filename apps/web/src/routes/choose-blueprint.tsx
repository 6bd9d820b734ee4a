import type { AccountView } from '@groundwork/shared/views';
import { Link } from '@tanstack/react-router';
import { useState } from 'react';
import { Card, CardTitle } from '../components/ui/card.tsx';
import { FailureAlert } from '../components/ui/failure-alert.tsx';
import { SkeletonRows } from '../components/ui/skeleton.tsx';
import { BlueprintList } from '../features/blueprints/blueprint-list.tsx';
import { LibraryShelf } from '../features/blueprints/library-shelf.tsx';
import { trpc } from '../trpc.ts';
import { LibraryActions } from './library-actions.tsx';

/** The agency's own blueprints, those that come with Groundwork, or a text of one's own. */
export function ChooseBlueprint({ account, chosen }: { account: AccountView; chosen: string | null }) {
  const [failure, setFailure] = useState<unknown>(null);
  const own = trpc.blueprints.list.useQuery();
  const library = trpc.blueprints.library.useQuery(undefined, { staleTime: Infinity });
  const error = own.error ?? library.error;
  return (
    <div className="space-y-6">
      {failure ? <FailureAlert title="The blueprint was not saved" error={failure} /> : null}
      {error ? (
        <FailureAlert title="The blueprints could not be loaded" error={error} onRetry={() => void own.refetch()} />
      ) : null}
      {own.isPending ? (
        <Card>
          <SkeletonRows rows={3} />
        </Card>
      ) : null}
      {own.data && own.data.length > 0 ? (
        <section className="space-y-2">
          <CardTitle>Your blueprints</CardTitle>
          <BlueprintList
            blueprints={own.data}
            chosen={chosen}
            link={(blueprint, content, className) => (
              <Link
                to="/provision"
                search={{ account: account.id, blueprint: blueprint.id, step: 'variables' }}
                className={className}
              >
                {content}
              </Link>
            )}
          />
        </section>
      ) : null}
      <section hidden={library.isError} className="space-y-2">
        <CardTitle>Start from the library</CardTitle>
        <LibraryShelf
          entries={library.data}
          actions={(entry) => <LibraryActions entry={entry} account={account.id} onFailure={setFailure} />}
        />
      </section>
      <p className="text-sm text-muted">
        Or{' '}
        <Link to="/blueprints/new" search={{ account: account.id }} className="text-accent underline">
          write or paste one of your own
        </Link>
        .
      </p>
    </div>
  );
}
