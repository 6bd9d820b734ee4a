import type { RefreshView } from '@groundwork/shared/views';
import { CircleAlert, CircleCheck, CircleHelp, CircleSlash } from 'lucide-react';
import { type KeyboardEvent, type ReactNode, useState } from 'react';
import { Spinner } from '../../components/ui/spinner.tsx';
import { Duration, RelativeTime } from '../../components/ui/time.tsx';
import { type Tone, textTone } from '../../components/ui/tone.ts';
import { formatAbsolute } from '../../lib/format.ts';

/** One stop of the Tab key; arrows go from line to line, and the line one is on shows its exact time. */
export function RefreshLines({ refreshes }: { refreshes: readonly RefreshView[] }) {
  const [at, setAt] = useState<string | null>(null);
  const stop = refreshes.some(({ id }) => id === at) ? at : refreshes[0]?.id;
  return (
    <ol aria-label="Refreshes, newest first" onKeyDown={moveByArrows} className="divide-y divide-line">
      {refreshes.map((refresh) => (
        <li
          key={refresh.id}
          data-outcome={refresh.outcome}
          tabIndex={refresh.id === stop ? 0 : -1}
          onFocus={() => setAt(refresh.id)}
          className="group flex flex-wrap items-baseline gap-x-4 gap-y-0.5 px-4 py-2 text-sm -outline-offset-2"
        >
          <RefreshLine refresh={refresh} />
        </li>
      ))}
    </ol>
  );
}

function RefreshLine({ refresh }: { refresh: RefreshView }) {
  const { words, tone, icon } = outcomes[refresh.outcome];
  return (
    <>
      <span className="w-32 shrink-0 text-xs text-muted">
        <RelativeTime iso={refresh.startedAt} />
      </span>
      <span className="min-w-0 flex-1 basis-48">
        <span dir="auto" className="font-medium">
          {refresh.name}
        </span>
        <span aria-hidden className="hidden text-xs text-muted group-focus:block">
          {formatAbsolute(refresh.startedAt)}
        </span>
      </span>
      <span className="min-w-0 sm:basis-1/2">
        <span className={`inline-flex items-baseline gap-1.5 [&_svg]:size-3.5 [&_svg]:self-center ${textTone[tone]}`}>
          {icon}
          {words}
        </span>
        {refresh.endedAt ? (
          <span className="ml-2 text-xs text-muted">
            <Duration from={refresh.startedAt} to={refresh.endedAt} />
          </span>
        ) : null}
        {refresh.error ? <span className="block text-xs text-muted">{refresh.error}</span> : null}
      </span>
    </>
  );
}

const outcomes: Record<RefreshView['outcome'], { words: string; tone: Tone; icon: ReactNode }> = {
  'under-way': { words: 'Asking GoHighLevel…', tone: 'info', icon: <Spinner className="" /> },
  refreshed: { words: 'Got new tokens', tone: 'ok', icon: <CircleCheck aria-hidden /> },
  unknown: { words: 'No clear answer; it is asked again', tone: 'warn', icon: <CircleHelp aria-hidden /> },
  failed: { words: 'Failed', tone: 'bad', icon: <CircleAlert aria-hidden /> },
  superseded: {
    words: 'Another attempt or a new grant took its place',
    tone: 'neutral',
    icon: <CircleSlash aria-hidden />,
  },
};

function moveByArrows(event: KeyboardEvent<HTMLElement>): void {
  const lines = [...event.currentTarget.children];
  const at = lines.findIndex((line) => line === document.activeElement);
  const next = { ArrowDown: at + 1, ArrowUp: at - 1, Home: 0, End: lines.length - 1 }[event.key];
  const line = next === undefined || next < 0 ? undefined : lines[next];
  if (!(line instanceof HTMLElement)) return;
  event.preventDefault();
  line.focus();
}
