import { Button } from '../../components/ui/button.tsx';
import { Card, CardTitle } from '../../components/ui/card.tsx';
import { FailureAlert } from '../../components/ui/failure-alert.tsx';
import { SkeletonRows } from '../../components/ui/skeleton.tsx';
import { trpc } from '../../trpc.ts';
import { AuditLine } from './audit-line.tsx';

const pageSize = 20;

/** What keys changed, and who made and ended them, newest first. For admins. */
export function AuditSection() {
  const { data, error, refetch, hasNextPage, fetchNextPage, isFetchingNextPage } = trpc.apiKeys.audit.useInfiniteQuery(
    { limit: pageSize },
    { getNextPageParam: (page) => page.nextCursor },
  );
  const entries = data?.pages.flatMap((page) => page.entries) ?? [];
  return (
    <section className="space-y-2">
      <CardTitle>What was done</CardTitle>
      <p className="text-sm text-muted">
        Who made and ended keys, who let tools in, and every change a key has asked for.
      </p>
      {error && !data ? (
        <FailureAlert title="The record could not be loaded" error={error} onRetry={() => void refetch()} />
      ) : null}
      {!data && !error ? (
        <Card>
          <SkeletonRows rows={4} />
        </Card>
      ) : null}
      {data && entries.length === 0 ? (
        <p className="text-sm text-muted">Nothing yet. It is kept for 400 days.</p>
      ) : null}
      {entries.length > 0 ? (
        <Card>
          <ul aria-label="What was done, newest first" className="divide-y divide-line">
            {entries.map((entry) => (
              <AuditLine key={entry.id} entry={entry} />
            ))}
          </ul>
        </Card>
      ) : null}
      {error && data ? <FailureAlert title="Older entries could not be loaded" error={error} /> : null}
      {hasNextPage ? (
        <div className="flex justify-center">
          <Button busy={isFetchingNextPage} onClick={() => void fetchNextPage()}>
            Show older entries
          </Button>
        </div>
      ) : null}
    </section>
  );
}
