import type { Json } from '@groundwork/shared';
import { type AttributeChange, type PlanItem, secretText } from '@groundwork/shared/plan';
import { UserPen } from 'lucide-react';
import type { ReactNode } from 'react';
import { pathLabel } from '../../components/domain/property-label.ts';
import { valueText } from '../../components/domain/readable-value.ts';
import { SecretMark } from '../../components/domain/secret-mark.tsx';
import { Badge } from '../../components/ui/badge.tsx';
import { HoursDiff } from './hours-diff-view.tsx';
import { Becomes, NewValue, OldValue } from './old-and-new.tsx';
import { PartList } from './part-list.tsx';

/** Attribute by attribute: what is there, and what will be. Kept edits are shown as what they are: no change. */
export const AttributeDiff = ({ item }: { item: PlanItem }) => (
  <dl className="grid grid-cols-1 gap-x-4 gap-y-1.5 text-sm sm:grid-cols-[minmax(7rem,auto)_minmax(0,1fr)]">
    {item.changes.map((change) => (
      <Row key={change.path} path={change.path}>
        <Change item={item} change={change} />
        {change.clientEdited ? <ClientEdited words="Edited by the client, will be overwritten" /> : null}
      </Row>
    ))}
    {item.kept.map((change) => (
      <Row key={`kept:${change.path}`} path={change.path}>
        {change.before === secretText ? (
          <SecretMark />
        ) : (
          <span dir="auto">{valueText(change.path, change.before)}</span>
        )}
        <ClientEdited words="Edited by the client, kept" />
        {change.after === secretText ? null : (
          <span className="text-xs text-muted">the blueprint says {valueText(change.path, change.after)}</span>
        )}
      </Row>
    ))}
  </dl>
);

const Row = ({ path, children }: { path: string; children: ReactNode }) => (
  <>
    <dt title={path} className="text-xs leading-5 text-muted">
      {pathLabel(path)}
    </dt>
    <dd className="flex min-w-0 flex-wrap items-baseline gap-x-2 gap-y-0.5 max-sm:mb-1">{children}</dd>
  </>
);

function Change({ item, change: { path, before, after } }: { item: PlanItem; change: AttributeChange }) {
  if (before === secretText || after === secretText)
    return <SecretChange changes={before !== null && after !== null} />;
  if (item.action === 'delete') return <OldValue text={valueText(path, before)} />;
  if (path === 'openHours') return <HoursDiff before={before} after={after} />;
  if (isParts(after) && !isParts(before) && after.every((part) => typeof part === 'string'))
    return <NewValue text={valueText(path, after)} />;
  if (isParts(before) || isParts(after))
    return <PartList before={listOf(before)} after={listOf(after)} wanted={listOf(item.desired[path] ?? after)} />;
  if (item.live === null) return <NewValue text={valueText(path, after)} />;
  return (
    <>
      <OldValue text={valueText(path, before)} />
      <Becomes />
      <NewValue text={valueText(path, after)} />
    </>
  );
}

/** What it was and becomes is hidden; that it changes is not. */
const SecretChange = ({ changes }: { changes: boolean }) => (
  <>
    <SecretMark />
    {changes ? <span className="text-xs text-muted">changes</span> : null}
  </>
);

const isParts = (value: Json): value is Json[] => Array.isArray(value) && value.length > 0;
const listOf = (value: Json): Json[] => (Array.isArray(value) ? value : []);

const ClientEdited = ({ words }: { words: string }) => (
  <Badge tone="warn" icon={<UserPen aria-hidden />}>
    {words}
  </Badge>
);
