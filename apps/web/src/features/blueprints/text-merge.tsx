import { ArrowDown, ArrowUp, UnfoldVertical } from 'lucide-react';
import { type KeyboardEvent, useEffect, useRef, useState } from 'react';
import { Button } from '../../components/ui/button.tsx';
import { Card } from '../../components/ui/card.tsx';
import { Kbd } from '../../components/ui/kbd.tsx';
import { announce } from '../../lib/announce.tsx';
import { plural } from '../../lib/format.ts';
import { useMedia } from '../../lib/use-media.ts';
import { type ShownMerge, showMerge, type Side, type TextChange } from './merge-view.ts';

/** Two texts side by side, on narrow screens in one column. */
export function TextMerge({ from, to }: { from: Side; to: Side }) {
  const isUnified = useMedia('(width < 64rem)');
  const [isFolded, setFolded] = useState(true);
  const place = useRef<HTMLDivElement>(null);
  const merge = useRef<ShownMerge | null>(null);
  const [changes, setChanges] = useState<readonly TextChange[]>([]);
  const [current, setCurrent] = useState(-1);
  const [fromLabel, toLabel] = [from.label, to.label];
  useEffect(() => {
    if (!place.current) return;
    const shown = showMerge(place.current, {
      from: { source: from.source, label: fromLabel },
      to: { source: to.source, label: toLabel },
      isUnified,
      isFolded,
    });
    merge.current = shown;
    setChanges(shown.changes);
    return () => shown.destroy();
  }, [from.source, to.source, fromLabel, toLabel, isUnified, isFolded]);

  const move = (step: 1 | -1) => {
    if (changes.length === 0) return;
    const next = current < 0 ? (step > 0 ? 0 : changes.length - 1) : (current + step + changes.length) % changes.length;
    const change = changes[next];
    setCurrent(next);
    merge.current?.goTo(next);
    if (change) announce(`Change ${next + 1} of ${changes.length}: ${changeText(change, fromLabel, toLabel)}`);
  };
  // As in the editor, where a proposal is gone through.
  const moveByKey = (event: KeyboardEvent) => {
    if (event.key !== 'F7' || event.altKey || event.ctrlKey || event.metaKey) return;
    event.preventDefault();
    move(event.shiftKey ? -1 : 1);
  };
  return (
    <Card>
      <div role="group" aria-label="Text of the two versions" onKeyDown={moveByKey}>
        <div className="flex flex-wrap items-center gap-2 rounded-t-lg border-b border-line bg-sunken/60 px-3 py-1.5">
          <p className="mr-auto text-xs text-muted tabular-nums">
            {plural(changes.length, 'change')}, {linesText(changes)}
            {current >= 0 ? `; at ${current + 1}` : ''}
          </p>
          <Button
            size="sm"
            icon={<ArrowUp aria-hidden className="size-3.5" />}
            onClick={() => move(-1)}
            aria-keyshortcuts="Shift+F7"
          >
            Previous change
          </Button>
          <Button
            size="sm"
            icon={<ArrowDown aria-hidden className="size-3.5" />}
            onClick={() => move(1)}
            aria-keyshortcuts="F7"
          >
            Next change <Kbd>F7</Kbd>
          </Button>
          <Button
            size="sm"
            aria-pressed={!isFolded}
            icon={<UnfoldVertical aria-hidden className="size-3.5" />}
            onClick={() => setFolded(!isFolded)}
          >
            All lines
          </Button>
        </div>
        {isUnified ? null : (
          <div aria-hidden className="grid grid-cols-2 border-b border-line text-xs font-medium text-muted">
            <p className="px-3 py-1">{from.label}</p>
            <p className="px-3 py-1">{to.label}</p>
          </div>
        )}
        <div ref={place} data-at-change={current >= 0 || undefined} className="overflow-hidden rounded-b-lg" />
      </div>
    </Card>
  );
}

function changeText({ from, to }: TextChange, fromLabel: string, toLabel: string): string {
  if (!from) return `${lineText(to)} added in ${toLabel}`;
  if (!to) return `${lineText(from)} of ${fromLabel} removed`;
  return `${lineText(from)} of ${fromLabel}, ${lineText(to)} of ${toLabel}`;
}

const lineText = (lines: TextChange['from']) =>
  !lines ? '' : lines[0] === lines[1] ? `line ${lines[0]}` : `lines ${lines[0]} to ${lines[1]}`;

function linesText(changes: readonly TextChange[]): string {
  const count = (side: 'from' | 'to') =>
    changes.reduce((sum, { [side]: lines }) => sum + (lines ? lines[1] - lines[0] + 1 : 0), 0);
  return `+${plural(count('to'), 'line')} −${plural(count('from'), 'line')}`;
}
