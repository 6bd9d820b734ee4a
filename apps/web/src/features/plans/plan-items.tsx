import type { PlanItem } from '@groundwork/shared/plan';
import { ChevronRight } from 'lucide-react';
import { useRef } from 'react';
import { kindLabel } from '../../components/domain/kind-label.ts';
import { Button } from '../../components/ui/button.tsx';
import { Card, CardTitle } from '../../components/ui/card.tsx';
import { PlanLine } from './plan-line.tsx';

/** What applying the plan writes, by kind. */
export function PlanChanges({ items }: { items: readonly PlanItem[] }) {
  const list = useRef<HTMLDivElement>(null);
  const toggleAll = () => {
    const lines = [...(list.current?.querySelectorAll('details') ?? [])];
    const open = lines.some((line) => !line.open);
    for (const line of lines) line.open = open;
  };
  if (items.length === 0) return null;
  return (
    <section aria-labelledby="plan-changes" className="mb-4">
      <div className="mb-2 flex items-center justify-between gap-3">
        <CardTitle id="plan-changes">Changes</CardTitle>
        <Button look="ghost" size="sm" onClick={toggleAll}>
          Open or close all
        </Button>
      </div>
      <Card className="overflow-hidden">
        <div ref={list}>
          {[...Map.groupBy(items, (item) => item.kind)].map(([kind, ofKind]) => (
            <div key={kind} className="border-line not-first:border-t">
              <h3 className="bg-sunken/60 px-4 py-1.5 text-xs font-medium text-muted">
                {kindLabel(kind, ofKind.length)} · {ofKind.length}
              </h3>
              <PlanLines items={ofKind} />
            </div>
          ))}
        </div>
      </Card>
    </section>
  );
}

/** What GHL's API cannot write: the person who reads this does it, as the notes say. */
export function ManualSteps({ items }: { items: readonly PlanItem[] }) {
  if (items.length === 0) return null;
  return (
    <section aria-labelledby="plan-manual" className="mb-4">
      <CardTitle id="plan-manual" className="mb-2">
        Left to a person
      </CardTitle>
      <Card className="overflow-hidden">
        <PlanLines items={items} />
      </Card>
    </section>
  );
}

export function UnchangedItems({ items }: { items: readonly PlanItem[] }) {
  if (items.length === 0) return null;
  return (
    <Card className="mb-4 overflow-hidden">
      <details className="group/all">
        <summary className="flex list-none items-center gap-2 px-4 py-2.5 text-sm text-muted hover:bg-sunken focus-visible:-outline-offset-2 [&::-webkit-details-marker]:hidden">
          <ChevronRight aria-hidden className="size-4 transition-transform group-open/all:rotate-90" />
          {items.length} unchanged
        </summary>
        <div className="border-t border-line">
          <PlanLines items={items} />
        </div>
      </details>
    </Card>
  );
}

const PlanLines = ({ items }: { items: readonly PlanItem[] }) => (
  <ul className="divide-y divide-line">
    {items.map((item) => (
      <li key={item.address}>
        <PlanLine item={item} />
      </li>
    ))}
  </ul>
);
