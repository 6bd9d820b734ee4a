import type { LibraryEntryView } from '@groundwork/shared/views';
import { Bookmark, BookOpen } from 'lucide-react';
import type { ReactNode } from 'react';
import { kindCounts } from '../../components/domain/kind-counts.ts';
import { Badge } from '../../components/ui/badge.tsx';
import { Card } from '../../components/ui/card.tsx';
import { Skeleton } from '../../components/ui/skeleton.tsx';
import { plural } from '../../lib/format.ts';

interface LibraryShelfProps {
  /** Undefined while they are fetched. */
  entries: readonly LibraryEntryView[] | undefined;
  actions: (entry: LibraryEntryView) => ReactNode;
  /** What these are, together. */
  label?: string;
}

/** The trades Groundwork comes with and the agency's own templates, and what is inside each. */
export const LibraryShelf = ({ entries, actions, label = 'Library' }: LibraryShelfProps) =>
  entries ? (
    <ul aria-label={label} className="grid gap-3 md:grid-cols-2">
      {entries.map((entry) => (
        <li key={entry.slug}>
          <Card className="flex h-full flex-col gap-1 p-4">
            <h3 className="flex items-center gap-2 font-medium">
              {entry.templateId === null ? (
                <BookOpen aria-hidden className="size-4 shrink-0 text-muted" />
              ) : (
                <Bookmark aria-hidden className="size-4 shrink-0 text-muted" />
              )}
              <span dir="auto">{entry.name}</span>
              {entry.templateId === null ? null : <Badge>yours</Badge>}
            </h3>
            <p dir="auto" className="flex-1 text-sm text-muted">
              {entry.description}
            </p>
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
