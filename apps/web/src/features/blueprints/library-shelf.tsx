import type { LibraryEntryView } from '@groundwork/shared/views';
import { BookOpen } from 'lucide-react';
import type { ReactNode } from 'react';
import { Card } from '../../components/ui/card.tsx';

interface LibraryShelfProps {
  entries: readonly LibraryEntryView[];
  actions: (entry: LibraryEntryView) => ReactNode;
}

export const LibraryShelf = ({ entries, actions }: LibraryShelfProps) => (
  <ul aria-label="Library" className="grid gap-3 sm:grid-cols-2">
    {entries.map((entry) => (
      <li key={entry.slug}>
        <Card className="flex h-full flex-col gap-1 p-4">
          <p className="flex items-center gap-2 font-medium">
            <BookOpen aria-hidden className="size-4 shrink-0 text-muted" />
            {entry.name}
          </p>
          <p className="flex-1 text-sm text-muted">{entry.description}</p>
          <div className="mt-2 flex flex-wrap gap-2">{actions(entry)}</div>
        </Card>
      </li>
    ))}
  </ul>
);
