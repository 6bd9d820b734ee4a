import type { LogLineView } from '@groundwork/shared/views';
import { ArrowDown } from 'lucide-react';
import { useEffect, useLayoutEffect, useRef, useState } from 'react';
import { Button } from '../../components/ui/button.tsx';
import { formatAbsolute, formatClock, plural } from '../../lib/format.ts';

const colours = { info: '', warn: 'text-warn', error: 'text-bad' };
const nearEndPx = 40;

/** Follows its end until somebody scrolls up to read; then it says how much came since. Each line has an address. */
export function JobLog({ lines }: { lines: readonly LogLineView[] }) {
  const box = useRef<HTMLDivElement>(null);
  const [following, setFollowing] = useState(true);
  const [seen, setSeen] = useState(lines.length);

  useLayoutEffect(() => {
    const { current } = box;
    if (!following || !current) return;
    current.scrollTop = current.scrollHeight;
    setSeen(lines.length);
  }, [following, lines.length]);
  useLinkedLine(() => setFollowing(false));

  const unseen = lines.length - seen;
  return (
    <div className="relative">
      <div
        ref={box}
        role="log"
        aria-label="Log of the job"
        aria-live="off"
        tabIndex={0}
        onScroll={({ currentTarget: { scrollHeight, scrollTop, clientHeight } }) =>
          setFollowing(scrollHeight - scrollTop - clientHeight < nearEndPx)
        }
        className="h-72 overflow-y-auto xl:h-[calc(100dvh-6rem)] xl:max-h-[36rem] rounded-lg border border-line bg-surface py-2 font-mono text-xs leading-5"
      >
        {lines.map((line, index) => (
          <div key={line.id} id={`L${line.id}`} className={`flex gap-3 px-3 ${colours[line.level]}`}>
            <a
              href={`#L${line.id}`}
              aria-label={`Line ${index + 1}`}
              className="w-8 shrink-0 text-right text-muted tabular-nums select-none hover:underline"
            >
              {index + 1}
            </a>
            <time dateTime={line.at} title={formatAbsolute(line.at)} className="shrink-0 text-muted tabular-nums">
              {formatClock(line.at)}
            </time>
            <span dir="auto" className="min-w-0">
              {line.level === 'info' ? null : (
                <span className="font-bold">{line.level === 'warn' ? 'warning ' : 'error '}</span>
              )}
              {line.message}
            </span>
          </div>
        ))}
      </div>
      {following ? null : (
        <div className="absolute right-4 bottom-3">
          <Button
            look="solid"
            size="sm"
            icon={<ArrowDown aria-hidden className="size-3.5" />}
            onClick={() => setFollowing(true)}
          >
            {unseen > 0 ? `${plural(unseen, 'new line')} – jump to latest` : 'Jump to latest'}
          </Button>
        </div>
      )}
    </div>
  );
}

/** A permalink (#L12) shows its line rather than the end. */
function useLinkedLine(onLinked: () => void): void {
  const latest = useRef(onLinked);
  useEffect(() => {
    if (!/^#L\d+$/.test(location.hash)) return;
    const line = document.getElementById(location.hash.slice(1));
    if (!line) return;
    latest.current();
    line.scrollIntoView({ block: 'center' });
  }, []);
}
