import type { PlanItem } from '@groundwork/shared/plan';
import { ChevronRight, ChevronsUpDown } from 'lucide-react';
import { type ReactNode, useDeferredValue, useRef } from 'react';
import { kindLabel } from '../../components/domain/kind-label.ts';
import { Button } from '../../components/ui/button.tsx';
import { Card, CardTitle } from '../../components/ui/card.tsx';
import { useMadeOnOpen } from '../../lib/use-made-on-open.ts';
import { moveBetweenLines } from './move-between-lines.ts';
import { PlanLine } from './plan-line.tsx';

interface LinesProps {
  items: readonly PlanItem[];
  waits: ReadonlyMap<string, readonly string[]>;
  /** Address a deep link points at. */
  linked: string | null;
}

/** What applying the plan writes, by kind. */
export function PlanChanges(props: LinesProps) {
  const list = useRef<HTMLDivElement>(null);
  const toggleAll = () => {
    const lines = [...(list.current?.querySelectorAll('details') ?? [])];
    const open = lines.some((line) => !line.open);
    for (const line of lines) line.open = open;
  };
  if (props.items.length === 0) return null;
  return (
    <section aria-labelledby="plan-changes" className="mb-4">
      <div className="mb-2 flex items-center justify-between gap-3">
        <CardTitle id="plan-changes">Changes</CardTitle>
        <Button look="ghost" size="sm" icon={<ChevronsUpDown aria-hidden className="size-3.5" />} onClick={toggleAll}>
          Open or close all
        </Button>
      </div>
      <Card className="overflow-hidden">
        <div ref={list}>
          {[...Map.groupBy(props.items, (item) => item.kind)].map(([kind, ofKind]) => (
            <div key={kind} className="border-line not-first:border-t">
              <h3 className="bg-sunken/60 px-4 py-1.5 text-xs font-medium text-muted">
                {kindLabel(kind, ofKind.length)} · {ofKind.length}
              </h3>
              <PlanLines {...props} items={ofKind} />
            </div>
          ))}
        </div>
      </Card>
    </section>
  );
}

/** What GHL's API cannot write: the person who reads this does it, as the notes say. */
export function ManualSteps({ checkAgain, ...props }: LinesProps & { checkAgain: ReactNode }) {
  if (props.items.length === 0) return null;
  return (
    <section aria-labelledby="plan-manual" className="mb-4">
      <div className="mb-2 flex flex-wrap items-center justify-between gap-3">
        <CardTitle id="plan-manual">Left to a person</CardTitle>
        {checkAgain}
      </div>
      <Card className="overflow-hidden">
        <PlanLines {...props} />
      </Card>
    </section>
  );
}

/** Lines that are as they are by a client's hand: the choice about them is in them. */
export function EditedItems(props: LinesProps) {
  if (props.items.length === 0) return null;
  return (
    <section aria-labelledby="plan-edited" className="mb-4">
      <CardTitle id="plan-edited" className="mb-2">
        Kept as clients edited them
      </CardTitle>
      <Card className="overflow-hidden">
        <PlanLines {...props} />
      </Card>
    </section>
  );
}

/** Folded, unless a search or a link looks for something in it. */
export function UnchangedItems({ open, ...props }: LinesProps & { open: boolean }) {
  if (props.items.length === 0) return null;
  return (
    <Card className="mb-4 overflow-hidden">
      <UnchangedFold key={String(open)} open={open} {...props} />
    </Card>
  );
}

function UnchangedFold({ open, ...props }: LinesProps & { open: boolean }) {
  const { isMade, make, onToggle } = useMadeOnOpen(open);
  return (
    <details open={open} onToggle={onToggle} className="group/all">
      <summary
        onClick={make}
        className="flex list-none items-center gap-2 px-4 py-2.5 text-sm text-muted hover:bg-sunken focus-visible:-outline-offset-2 [&::-webkit-details-marker]:hidden"
      >
        <ChevronRight aria-hidden className="size-4 transition-transform group-open/all:rotate-90" />
        {props.items.length} unchanged
      </summary>
      {isMade ? (
        <div className="border-t border-line">
          <PlanLines {...props} />
        </div>
      ) : null}
    </details>
  );
}

/** More than a screen holds. The rest follows at once, without holding this up. */
const drawnAtFirst = 25;

function PlanLines({ items, waits, linked }: LinesProps) {
  const drawsAll = useDeferredValue(true, linked !== null);
  return (
    <ul className="divide-y divide-line" onKeyDown={moveBetweenLines}>
      {(drawsAll ? items : items.slice(0, drawnAtFirst)).map((item) => (
        <PlanLine
          key={item.address}
          item={item}
          waits={waits.get(item.address)}
          isLinked={linked === item.address}
          skippable={items.length > 100}
        />
      ))}
    </ul>
  );
}
