import type { PlanItem } from '@groundwork/shared/plan';
import { ChevronRight } from 'lucide-react';
import type { ReactNode } from 'react';
import { ActionMark } from '../../components/domain/plan-action.tsx';
import { Badge } from '../../components/ui/badge.tsx';
import { CopyableId } from '../../components/ui/copyable-id.tsx';
import { plural } from '../../lib/format.ts';
import { AttributeDiff } from './attribute-diff.tsx';

/** One resource of a plan. Opens to its attributes; what changes something that is there is open from the start. */
export function PlanLine({ item }: { item: PlanItem }) {
  const detail = detailOf(item);
  const head = (
    <>
      <ActionMark action={item.action} />
      <span className="min-w-0 flex-1">
        <span dir="auto" className="font-medium">
          {item.title}
        </span>{' '}
        <code className="font-mono text-xs text-muted">{item.address}</code>
      </span>
      {item.kept.length > 0 ? <Badge tone="warn">{plural(item.kept.length, 'client edit')} kept</Badge> : null}
      {item.changes.length > 0 ? (
        <span className="text-xs text-muted max-sm:hidden">{plural(item.changes.length, 'attribute')}</span>
      ) : null}
    </>
  );
  if (!detail) return <div className="flex items-center gap-3 py-2 pr-4 pl-10">{head}</div>;
  return (
    <details open={isOpenAtFirst(item)} className="group">
      <summary className="flex list-none flex-wrap items-center gap-x-3 gap-y-1 px-4 py-2 hover:bg-sunken focus-visible:-outline-offset-2 [&::-webkit-details-marker]:hidden">
        <ChevronRight
          aria-hidden
          className="-mr-1 size-4 shrink-0 text-muted transition-transform group-open:rotate-90"
        />
        {head}
      </summary>
      <div className="space-y-2 px-4 pt-1 pb-3 sm:pl-10">{detail}</div>
    </details>
  );
}

const isOpenAtFirst = (item: PlanItem) => item.action !== 'create' && item.action !== 'no-op';

function detailOf(item: PlanItem): ReactNode {
  const { action, changes, kept, notes, ghlId } = item;
  if (changes.length + kept.length + notes.length === 0 && !ghlId) return null;
  return (
    <>
      {notes.map((note) => (
        <p key={note} className="text-sm">
          {note}
        </p>
      ))}
      {changes.length + kept.length > 0 ? <AttributeDiff action={action} changes={changes} kept={kept} /> : null}
      {ghlId ? (
        <p className="flex items-center gap-1 text-xs text-muted">
          GHL id <CopyableId id={ghlId} label="GHL id" />
        </p>
      ) : null}
    </>
  );
}
