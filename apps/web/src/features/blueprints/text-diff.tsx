import { ChevronsUpDown } from 'lucide-react';
import { useMemo, useState } from 'react';
import { Card } from '../../components/ui/card.tsx';
import { plural } from '../../lib/format.ts';
import { countLines, type DiffLine, foldUnchanged, lineDiff } from './line-diff.ts';

/** Two texts line by line; unchanged stretches are folded and open by a click. */
export function TextDiff({ from, to }: { from: string; to: string }) {
  const lines = useMemo(() => lineDiff(from, to), [from, to]);
  const { added, removed } = countLines(lines);
  const [opened, setOpened] = useState<ReadonlySet<number>>(new Set());
  if (added + removed === 0) return <p className="text-sm text-muted">The texts are the same.</p>;
  return (
    <Card className="overflow-hidden">
      <p className="border-b border-line bg-sunken/60 px-3.5 py-2 text-xs text-muted">
        <span className="font-medium text-ok">+{plural(added, 'line')}</span>{' '}
        <span className="font-medium text-bad">−{plural(removed, 'line')}</span>
      </p>
      <div
        role="region"
        aria-label="Text line by line"
        tabIndex={0}
        className="overflow-x-auto py-2 font-mono text-sm leading-5 focus-visible:-outline-offset-2"
      >
        <div className="min-w-max">
          {foldUnchanged(lines).map((entry, index) => {
            if (!('folded' in entry)) return <Line key={index} line={entry} />;
            if (opened.has(index)) return entry.folded.map((line) => <Line key={`${index}:${line.to}`} line={line} />);
            return (
              <button
                key={index}
                type="button"
                onClick={() => setOpened(new Set([...opened, index]))}
                className="my-1 flex min-h-7 w-full items-center bg-sunken font-sans text-xs text-muted hover:text-text focus-visible:-outline-offset-2"
              >
                <span className="sticky left-0 flex items-center gap-2 px-3.5">
                  <ChevronsUpDown aria-hidden className="size-3.5" />
                  Show {plural(entry.folded.length, 'unchanged line')}
                </span>
              </button>
            );
          })}
        </div>
      </div>
    </Card>
  );
}

const looks: Record<DiffLine['mark'], { row: string; word: string }> = {
  '+': { row: 'bg-ok-soft text-ok', word: 'added ' },
  '-': { row: 'bg-bad-soft text-bad', word: 'removed ' },
  ' ': { row: '', word: '' },
};

const Line = ({ line: { mark, text, from, to } }: { line: DiffLine }) => (
  <div data-mark={mark} className={`flex ${looks[mark].row}`}>
    <span aria-hidden className="w-10 shrink-0 pr-2 text-right text-xs leading-5 text-muted select-none">
      {from}
    </span>
    <span aria-hidden className="w-10 shrink-0 pr-2 text-right text-xs leading-5 text-muted select-none">
      {to}
    </span>
    <span aria-hidden className="w-4 shrink-0 font-bold select-none">
      {mark === '-' ? '−' : mark}
    </span>
    {looks[mark].word ? <span className="sr-only">{looks[mark].word}</span> : null}
    <span className="pr-4 whitespace-pre">{text || ' '}</span>
  </div>
);
