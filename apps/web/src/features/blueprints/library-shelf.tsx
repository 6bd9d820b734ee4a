import type { LibraryEntryView } from '@groundwork/shared/views';
import { BookOpen } from 'lucide-react';
import type { ReactNode } from 'react';
import { kindCounts } from '../../components/domain/kind-counts.ts';
import { Card } from '../../components/ui/card.tsx';
import { Skeleton } from '../../components/ui/skeleton.tsx';
import { plural } from '../../lib/format.ts';

interface LibraryShelfProps {
  /** Undefined while they are fetched. */
  entries: readonly LibraryEntryView[] | undefined;
  actions: (entry: LibraryEntryView) => ReactNode;
}

/** The trades Groundwork comes with, and what is inside each. */
export const LibraryShelf = ({ entries, actions }: LibraryShelfProps) =>
  entries ? (
    <ul aria-label="Library" className="grid gap-3 md:grid-cols-2">
      {entries.map((entry) => (
        <li key={entry.slug}>
          <Card className="flex h-full flex-col gap-1 p-4">
            <h3 className="flex items-center gap-2 font-medium">
              <BookOpen aria-hidden className="size-4 shrink-0 text-muted" />
              {entry.name}
            </h3>
            <p className="flex-1 text-sm text-muted">{entry.description}</p>
            <p className="mt-1 text-xs text-muted">
              <b className="font-medium text-text">{plural(entry.resourceCount, 'resource')}</b>:{' '}
              {kindCounts(entry.kinds)}
            </p>
            <div className="mt-2 flex flex-wrap gap-2">{actions(entry)}</div>
          </Card>
        </li>
      ))}
    </ul>
  ) : (
    <div role="status" aria-label="Loading the library" className="grid gap-3 md:grid-cols-2">
      {[1, 2, 3, 4].map((card) => (
        <Skeleton key={card} className="h-42 rounded-lg!" />
      ))}
    </div>
  );
