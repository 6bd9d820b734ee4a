import { notesBesideDiff, type PlanItem, reversibilityOf } from '@groundwork/shared/plan';
import { AddressText } from '../../components/domain/address-text.tsx';
import { lineHash } from '../../components/domain/line-hash.ts';
import { CopyableId } from '../../components/ui/copyable-id.tsx';
import { AttributeDiff } from './attribute-diff.tsx';
import { undoWords } from './undo-words.ts';

interface PlanLineInsidesProps {
  item: PlanItem;
  waits?: readonly string[] | undefined;
}

/** All there is to say about one resource of a plan. */
export function PlanLineInsides({ item, waits }: PlanLineInsidesProps) {
  const undo = reversibilityOf(item);
  return (
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
  );
}

const capitalised = (word: string) => word.charAt(0).toUpperCase() + word.slice(1);

const protectedNote = 'Protected (preventDestroy): no plan deletes or replaces it.';

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
