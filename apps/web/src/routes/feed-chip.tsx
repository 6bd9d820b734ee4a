import type { ReactNode } from 'react';
import type { FeedStatus } from '../lib/feed/create-feed.ts';
import { useFeedStatus } from '../lib/feed/feed-context.tsx';

const looks: Record<Exclude<FeedStatus, 'idle'>, { word: string; title: string; dot: ReactNode }> = {
  connecting: { word: 'Connecting', title: 'Opening the live connection', dot: <Dot className="bg-muted" /> },
  live: { word: 'Live', title: 'Changes appear here as they happen', dot: <Dot className="bg-ok" /> },
  reconnecting: {
    word: 'Reconnecting',
    title: 'The live connection was lost and is being reopened. Nothing is missed: it goes on where it stopped.',
    dot: <Dot className="animate-sheen bg-warn" />,
  },
  polling: {
    word: 'Polling',
    title: 'No live connection at the moment. The page asks every few seconds, and goes back to live when it can.',
    dot: <Dot className="bg-warn" />,
  },
};

/** How current this page is, told honestly. */
export function FeedChip() {
  const status = useFeedStatus();
  if (status === 'idle') return null;
  const { word, title, dot } = looks[status];
  return (
    <span data-feed={status} title={title} className="inline-flex min-h-6 items-center gap-1.5 text-xs text-muted">
      {dot}
      <span className="max-sm:sr-only">{word}</span>
    </span>
  );
}

function Dot({ className }: { className: string }) {
  return <span aria-hidden className={`size-1.5 rounded-full ${className}`} />;
}
