import type { LogLineView } from '@groundwork/shared/views';
import { useLocation } from '@tanstack/react-router';
import { ArrowDown } from 'lucide-react';
import { memo, useEffect, useLayoutEffect, useMemo, useRef, useState } from 'react';
import { Button } from '../../components/ui/button.tsx';
import { formatAbsolute, formatClock, plural } from '../../lib/format.ts';
import { drawnFrom } from './drawn-from.ts';
import { levelWord } from './filter-log.ts';

interface LogLinesProps {
  lines: readonly LogLineView[];
  /** The whole log, which numbers the lines. */
  all: readonly LogLineView[];
  isFiltered: boolean;
  /** Lines before these were removed. */
  wasCleanedUp: boolean;
}

const nearEndPx = 40;

/** Follows its end until somebody scrolls up to read; then it says how much came since. Each line has an address. */
export function LogLines({ lines, all, isFiltered, wasCleanedUp }: LogLinesProps) {
  const box = useRef<HTMLDivElement>(null);
  const linked = useLocation({ select: ({ hash }) => /^L(\d+)$/.exec(hash)?.[1] ?? null });
  const here = { from: drawnFrom(lines.length, null), seen: lines.length };
  /** Null while the end is followed. What is read does not go away from above. */
  const [reading, setReading] = useState(linked === null ? null : here);
  const [shown, setShown] = useState({ link: linked, wantsAll: false });
  if (shown.link !== linked) {
    setShown({ ...shown, link: linked });
    if (linked !== null) setReading(here);
  }
  const drawsAll = shown.wantsAll || linked !== null;
  const drawn = drawsAll ? lines : lines.slice(drawnFrom(lines.length, reading?.from ?? null));
  const numbers = useMemo(
    () => (isFiltered ? new Map(all.map(({ id }, index) => [id, index + 1])) : null),
    [all, isFiltered],
  );
  const numberOf = (id: number, index: number) => numbers?.get(id) ?? all.length - drawn.length + index + 1;

  const isFollowing = reading === null;
  useLayoutEffect(() => {
    const { current } = box;
    if (isFollowing && current) current.scrollTop = current.scrollHeight;
  }, [isFollowing, lines.length]);
  useEffect(() => {
    if (linked === null) return;
    // Within its box: the page itself stays where it is.
    const line = document.getElementById(`L${linked}`);
    if (line && box.current) box.current.scrollTop = line.offsetTop - box.current.clientHeight / 2;
  }, [linked]);

  const unseen = reading ? lines.length - reading.seen : 0;
  return (
    <div className="relative">
      <div
        ref={box}
        role="log"
        aria-label="Log of the job"
        aria-live="off"
        tabIndex={0}
        onScroll={({ currentTarget: { scrollHeight, scrollTop, clientHeight } }) => {
          const isAtEnd = scrollHeight - scrollTop - clientHeight < nearEndPx;
          setReading((now) => (isAtEnd ? null : (now ?? here)));
        }}
        className="relative h-72 contain-strict overflow-y-auto rounded-lg border border-line bg-surface py-2 font-mono text-xs leading-5 xl:h-[calc(100dvh-12rem)] xl:max-h-[36rem]"
      >
        {wasCleanedUp ? (
          <p className="px-3 pb-1 font-sans text-muted">
            {all.length === 0 ? 'The log was' : 'Earlier lines were'} removed because{' '}
            {all.length === 0 ? 'it is' : 'they are'} old.
          </p>
        ) : null}
        {drawn.length < lines.length ? (
          <p className="px-3 pb-1 text-center font-sans">
            <button type="button" className="min-h-6 underline" onClick={() => setShown({ ...shown, wantsAll: true })}>
              Show {plural(lines.length - drawn.length, 'earlier line')}
            </button>
          </p>
        ) : null}
        {drawn.map((line, index) => (
          <Line key={line.id} line={line} number={numberOf(line.id, index)} isLinked={linked === String(line.id)} />
        ))}
        {lines.length === 0 && !(wasCleanedUp && all.length === 0) ? (
          <p className="px-3 font-sans text-sm text-muted">
            {isFiltered ? 'No line matches.' : 'Nothing yet. The first line comes when a worker takes the job.'}
          </p>
        ) : null}
      </div>
      {isFollowing ? null : (
        <div className="absolute right-4 bottom-3">
          <Button
            look="solid"
            size="sm"
            icon={<ArrowDown aria-hidden className="size-3.5" />}
            onClick={() => setReading(null)}
          >
            {unseen > 0 ? `${plural(unseen, 'new line')} – jump to newest` : 'Jump to newest'}
          </Button>
        </div>
      )}
    </div>
  );
}

const colours = { info: '', warn: 'text-warn', error: 'text-bad' };

const Line = memo(function Line({ line, number, isLinked }: { line: LogLineView; number: number; isLinked: boolean }) {
  return (
    <div id={`L${line.id}`} className={`flex gap-3 px-3 ${colours[line.level]} ${isLinked ? 'bg-warn-soft' : ''}`}>
      <a
        href={`#L${line.id}`}
        aria-label={`Line ${number}`}
        className="w-8 shrink-0 text-right text-muted tabular-nums select-none hover:underline"
      >
        {number}
      </a>
      <time dateTime={line.at} title={formatAbsolute(line.at)} className="shrink-0 text-muted tabular-nums">
        {formatClock(line.at)}
      </time>
      <span dir="auto" className="min-w-0">
        {levelWord[line.level] ? <span className="font-bold">{levelWord[line.level]} </span> : null}
        {line.message}
      </span>
    </div>
  );
});
