import type { PlanItem } from '@groundwork/shared/plan';
import { ChevronRight } from 'lucide-react';
import { ActionMark } from '../../components/domain/plan-action.tsx';
import { Card } from '../../components/ui/card.tsx';
import { CopyableId } from '../../components/ui/copyable-id.tsx';
import { plural } from '../../lib/format.ts';
import { AttributeChanges, KeptEdits } from './attribute-changes.tsx';

/** Every line of the plan; what stays as it is comes last, folded. */
export function PlanItems({ items }: { items: readonly PlanItem[] }) {
  const isQuiet = (item: PlanItem) => item.action === 'no-op' && item.kept.length === 0 && item.notes.length === 0;
  const unchanged = items.filter(isQuiet);
  const told = items.filter((item) => !isQuiet(item));
  return (
    <div className="space-y-3">
      {told.length > 0 ? (
        <Card className="overflow-hidden">
          <ul aria-label="What changes" className="divide-y divide-line">
            {told.map((item) => (
              <PlanLine key={item.address} item={item} />
            ))}
          </ul>
        </Card>
      ) : null}
      {unchanged.length > 0 ? (
        <details className="group rounded-lg border border-line bg-surface">
          <summary className="flex items-center gap-2 px-4 py-2.5 text-sm text-muted select-none">
            <ChevronRight aria-hidden className="size-4 transition-transform group-open:rotate-90" />
            {plural(unchanged.length, 'resource')} unchanged
          </summary>
          <ul className="divide-y divide-line border-t border-line">
            {unchanged.map((item) => (
              <PlanLine key={item.address} item={item} />
            ))}
          </ul>
        </details>
      ) : null}
    </div>
  );
}

function PlanLine({ item }: { item: PlanItem }) {
  return (
    <li className="px-4 py-2.5">
      <div className="flex flex-wrap items-center gap-x-3 gap-y-1">
        <ActionMark action={item.action} />
        <span dir="auto" className="min-w-0 flex-1 basis-40 font-medium">
          {item.title}
        </span>
        <code className="font-mono text-xs text-muted">{item.address}</code>
        {item.ghlId ? <CopyableId id={item.ghlId} label="GHL id" short /> : null}
      </div>
      <div className="mt-1.5 space-y-1.5 empty:hidden sm:pl-24">
        {item.changes.length > 0 ? <AttributeChanges changes={item.changes} isNew={item.action === 'create'} /> : null}
        {item.kept.length > 0 ? <KeptEdits kept={item.kept} /> : null}
        {item.notes.map((note) => (
          <p key={note} className="text-sm text-muted">
            {note}
          </p>
        ))}
      </div>
    </li>
  );
}
