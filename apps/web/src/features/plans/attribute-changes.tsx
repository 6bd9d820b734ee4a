import type { Json } from '@groundwork/shared';
import type { AttributeChange } from '@groundwork/shared/plan';
import { Badge } from '../../components/ui/badge.tsx';

interface AttributeChangesProps {
  changes: readonly AttributeChange[];
  /** A create has no old values: one column is enough. */
  isNew: boolean;
}

/** Attribute by attribute: old → new. */
export const AttributeChanges = ({ changes, isNew }: AttributeChangesProps) => (
  <dl className="grid grid-cols-[minmax(5rem,auto)_minmax(0,1fr)] gap-x-4 gap-y-0.5 text-sm">
    {changes.map((change) => (
      <div key={change.path} className="contents">
        <dt className="font-mono text-xs leading-5 text-muted">{change.path}</dt>
        <dd className="min-w-0">
          {isNew ? (
            <Value value={change.after} />
          ) : (
            <>
              <del className="text-muted decoration-bad/60">
                <Value value={change.before} />
              </del>
              <span aria-label="becomes" className="px-1.5 text-muted">
                →
              </span>
              <ins className="no-underline">
                <Value value={change.after} />
              </ins>
            </>
          )}
        </dd>
      </div>
    ))}
  </dl>
);

/** A client's edit that stays, beside what the blueprint would have. */
export const KeptEdits = ({ kept }: { kept: readonly AttributeChange[] }) => (
  <ul className="space-y-1 text-sm">
    {kept.map((change) => (
      <li key={change.path} className="flex flex-wrap items-baseline gap-x-2">
        <Badge tone="info">client-edited, kept</Badge>
        <code className="font-mono text-xs text-muted">{change.path}</code>
        <Value value={change.before} />
        <span className="text-muted">
          (blueprint: <Value value={change.after} />)
        </span>
      </li>
    ))}
  </ul>
);

function Value({ value }: { value: Json }) {
  if (value === null || value === '') return <span className="text-muted italic">empty</span>;
  if (Array.isArray(value))
    return (
      <span dir="auto">{value.length === 0 ? <i className="text-muted">none</i> : value.map(textOf).join(', ')}</span>
    );
  return (
    <span dir="auto" className="whitespace-pre-wrap">
      {textOf(value)}
    </span>
  );
}

const textOf = (value: Json): string => (typeof value === 'string' ? value : JSON.stringify(value));
