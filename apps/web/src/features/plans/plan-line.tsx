import { type PlanItem, type Retention, reversibilityOf } from '@groundwork/shared/plan';
import { ChevronRight, Hourglass, ShieldCheck, Sprout } from 'lucide-react';
import { memo, useRef } from 'react';
import { AddressText } from '../../components/domain/address-text.tsx';
import { ActionMark } from '../../components/domain/plan-action.tsx';
import { Badge } from '../../components/ui/badge.tsx';
import { plural } from '../../lib/format.ts';
import { useMadeOnOpen } from '../../lib/use-made-on-open.ts';
import { PlanLineInsides } from './plan-line-insides.tsx';
import { undoWords } from './undo-words.ts';
import { useShowLinked } from './use-linked-address.ts';

interface PlanLineProps {
  item: PlanItem;
  /** Steps by hand that have to be done first; the job leaves this line alone until then. */
  waits?: readonly string[] | undefined;
  /** A deep link points here. */
  isLinked: boolean;
  /** One of so many that the browser should not lay out those off the screen. */
  skippable: boolean;
}

/** One resource of a plan. Opens to its attributes, which are made then; what changes something that stays is open from the start. */
export const PlanLine = memo(function PlanLine({ item, waits, isLinked, skippable }: PlanLineProps) {
  const line = useRef<HTMLLIElement>(null);
  const { isMade, make, onToggle } = useMadeOnOpen(isLinked || isOpenAtFirst(item));
  // Before it is scrolled to, so that it stands where it will.
  if (isLinked && !isMade) make();
  useShowLinked(line, isLinked);
  const undo = reversibilityOf(item);
  return (
    <li
      ref={line}
      id={item.address}
      data-line={item.action}
      className={`${isLinked ? 'bg-warn-soft/60' : ''} ${skippable ? '[contain-intrinsic-height:auto_2.5rem] [content-visibility:auto]' : ''}`}
    >
      <details open={isOpenAtFirst(item)} onToggle={onToggle} className="group">
        <summary
          onClick={make}
          className="flex list-none flex-wrap items-center gap-x-3 gap-y-1 px-4 py-2 hover:bg-sunken focus-visible:-outline-offset-2 [&::-webkit-details-marker]:hidden"
        >
          <ChevronRight
            aria-hidden
            className="-mr-1 size-4 shrink-0 text-muted transition-transform group-open:rotate-90"
          />
          <ActionMark action={item.action} />
          <span className="min-w-0 flex-1 basis-40">
            <span dir="auto" className="font-medium">
              {item.title}
            </span>{' '}
            <code className="font-mono text-xs text-muted">
              <AddressText address={item.address} />
            </code>
            {item.movedFrom ? (
              <span className="text-xs text-muted">
                {' '}
                moved from{' '}
                <code className="font-mono">
                  <AddressText address={item.movedFrom} />
                </code>
              </span>
            ) : null}
          </span>
          {waits ? (
            <Badge tone="neutral" icon={<Hourglass aria-hidden />}>
              Waits for a step by hand
            </Badge>
          ) : null}
          {item.retain ? <Retained retain={item.retain} /> : null}
          {item.kept.length > 0 ? <Badge tone="warn">{plural(item.kept.length, 'client edit')} kept</Badge> : null}
          {undo ? (
            <span
              data-undo={undo.word}
              title={undo.note}
              className={`text-xs max-sm:hidden ${undo.word === 'irreversible' ? 'text-bad' : 'text-muted'}`}
            >
              {undoWords[undo.word]}
            </span>
          ) : null}
          {item.changes.length > 0 && item.action !== 'delete' ? (
            <span className="text-xs text-muted max-sm:hidden">{plural(item.changes.length, 'attribute')}</span>
          ) : null}
        </summary>
        {isMade ? <PlanLineInsides item={item} waits={waits} /> : null}
      </details>
    </li>
  );
});

/** What is only new, deleted, or taken over as it is, can be read by its name. */
function isOpenAtFirst({ action, changes, kept, notes }: PlanItem): boolean {
  if (action === 'create') return false;
  if (action === 'no-op') return kept.length > 0;
  // What is lost with it stands above all lines; one more note (an edit that goes with it) is its own.
  if (action === 'delete') return notes.length > 1;
  // Adopted lines all say so; one more note (another of the same name, …) is worth a look.
  return action !== 'adopt' || changes.length > 0 || kept.length > 0 || notes.length > 1;
}

/** Seeds say the rest in their notes. */
const Retained = ({ retain }: { retain: Retention }) =>
  retain === 'protected' ? (
    <Badge tone="info" icon={<ShieldCheck aria-hidden />}>
      Protected
    </Badge>
  ) : (
    <Badge tone="info" icon={<Sprout aria-hidden />}>
      Made once
    </Badge>
  );
