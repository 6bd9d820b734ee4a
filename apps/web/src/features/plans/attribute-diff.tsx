import type { AttributeChange, PlanAction } from '@groundwork/shared/plan';
import { ArrowRight, UserPen } from 'lucide-react';
import { Fragment } from 'react';
import { Badge } from '../../components/ui/badge.tsx';
import { showJson } from './show-json.ts';

interface AttributeDiffProps {
  action: PlanAction;
  changes: readonly AttributeChange[];
  kept: readonly AttributeChange[];
}

/** Attribute by attribute: what is there, and what will be. Kept edits are shown as what they are: no change. */
export const AttributeDiff = ({ action, changes, kept }: AttributeDiffProps) => (
  <dl className="grid grid-cols-1 gap-x-4 gap-y-1 text-sm sm:grid-cols-[minmax(6rem,auto)_minmax(0,1fr)]">
    {changes.map((change) => (
      <Fragment key={change.path}>
        <dt className="font-mono text-xs leading-5 text-muted">{change.path}</dt>
        <dd className="flex flex-wrap items-baseline gap-x-2 gap-y-0.5 max-sm:mb-1">
          {action === 'create' ? (
            <After value={change.after} />
          ) : (
            <>
              <del className="rounded-sm bg-bad-soft px-1 text-bad decoration-1">
                <span className="sr-only">was </span>
                {showJson(change.before)}
              </del>
              <ArrowRight aria-hidden className="size-3 shrink-0 self-center text-muted" />
              <After value={change.after} />
            </>
          )}
          {change.clientEdited ? <ClientEdited words="Edited by the client, will be overwritten" /> : null}
        </dd>
      </Fragment>
    ))}
    {kept.map((change) => (
      <Fragment key={`kept:${change.path}`}>
        <dt className="font-mono text-xs leading-5 text-muted">{change.path}</dt>
        <dd className="flex flex-wrap items-baseline gap-x-2 gap-y-0.5 max-sm:mb-1">
          <span dir="auto">{showJson(change.before)}</span>
          <ClientEdited words="Edited by the client, kept" />
          <span className="text-xs text-muted">the blueprint says {showJson(change.after)}</span>
        </dd>
      </Fragment>
    ))}
  </dl>
);

const knownLater = '(known after apply)';

function After({ value }: { value: AttributeChange['after'] }) {
  const text = showJson(value);
  return (
    <ins dir="auto" className="rounded-sm bg-ok-soft px-1 text-ok no-underline">
      <span className="sr-only">becomes </span>
      {text.split(knownLater).map((piece, index) => (
        <Fragment key={index}>
          {index > 0 ? <em className="text-muted">{knownLater}</em> : null}
          {piece}
        </Fragment>
      ))}
    </ins>
  );
}

const ClientEdited = ({ words }: { words: string }) => (
  <Badge tone="warn" icon={<UserPen aria-hidden />}>
    {words}
  </Badge>
);
