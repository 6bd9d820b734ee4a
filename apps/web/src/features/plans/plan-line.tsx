import { notesBesideDiff, type PlanItem, type Retention, reversibilityOf } from '@groundwork/shared/plan';
import { ChevronRight, Hourglass, ShieldCheck, Sprout } from 'lucide-react';
import { memo, useRef } from 'react';
import { AddressText } from '../../components/domain/address-text.tsx';
import { lineHash } from '../../components/domain/line-hash.ts';
import { ActionMark } from '../../components/domain/plan-action.tsx';
import { Badge } from '../../components/ui/badge.tsx';
import { CopyableId } from '../../components/ui/copyable-id.tsx';
import { plural } from '../../lib/format.ts';
import { AttributeDiff } from './attribute-diff.tsx';
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

/** One resource of a plan. Opens to its attributes; what changes something that stays is open from the start. */
export const PlanLine = memo(function PlanLine({ item, waits, isLinked, skippable }: PlanLineProps) {
  const line = useRef<HTMLLIElement>(null);
  useShowLinked(line, isLinked);
  const undo = reversibilityOf(item);
  return (
    <li
      ref={line}
      id={item.address}
      data-line={item.action}
      className={`${isLinked ? 'bg-warn-soft/60' : ''} ${skippable ? '[contain-intrinsic-height:auto_2.5rem] [content-visibility:auto]' : ''}`}
    >
      <details open={isOpenAtFirst(item)} className="group">
        <summary className="flex list-none flex-wrap items-center gap-x-3 gap-y-1 px-4 py-2 hover:bg-sunken focus-visible:-outline-offset-2 [&::-webkit-details-marker]:hidden">
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
        <div className="space-y-2 px-4 pt-1 pb-3 sm:pl-10">
          {waits ? <Waits addresses={waits} /> : null}
          {item.retain === 'protected' ? <p className="text-sm">{protectedNote}</p> : null}
          {notesBesideDiff(item).map((note) => (
            <p key={note} dir="auto" className="text-sm">
              {note}
            </p>
          ))}
          {item.changes.length + item.kept.length > 0 ? <AttributeDiff item={item} /> : null}
          {undo ? (
            <p className="text-xs text-muted">
              <span className={undo.word === 'irreversible' ? 'font-medium text-bad' : 'font-medium'}>
                {capitalised(undoWords[undo.word])}.
              </span>{' '}
              {undo.note}
            </p>
          ) : null}
          <p className="flex flex-wrap items-center gap-x-4 text-xs text-muted">
            <span className="inline-flex max-w-full items-center gap-1">
              <span className="shrink-0">Address</span> <CopyableId id={item.address} label="address" />
            </span>
            {item.ghlId ? (
              <span className="inline-flex items-center gap-1">
                GHL id <CopyableId id={item.ghlId} label="GHL id" />
              </span>
            ) : null}
            <a href={`#${lineHash(item.address)}`} className="inline-flex min-h-6 items-center underline">
              Link to this line
            </a>
          </p>
        </div>
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

const capitalised = (word: string) => word.charAt(0).toUpperCase() + word.slice(1);

const protectedNote = 'Protected (preventDestroy): no plan deletes or replaces it.';

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

const Waits = ({ addresses }: { addresses: readonly string[] }) => (
  <p className="text-sm text-muted">
    Not written yet: it needs{' '}
    {addresses.map((address, index) => (
      <span key={address}>
        {index > 0 ? ', ' : null}
        <a href={`#${lineHash(address)}`} className="font-mono text-xs text-text underline">
          <AddressText address={address} />
        </a>
      </span>
    ))}
    , which is left to a person. Once that is done, plan again.
  </p>
);
