import type { Json } from '@groundwork/shared';
import { type AttributeChange, type PlanItem, secretText } from '@groundwork/shared/plan';
import type { ReactNode } from 'react';
import { pathLabel } from '../../components/domain/property-label.ts';
import { valueText } from '../../components/domain/readable-value.ts';
import { SecretMark } from '../../components/domain/secret-mark.tsx';
import { ClientEdited, EditChoice } from './edit-choice.tsx';
import { editsOf } from './edit-choices.ts';
import { useEditChoices } from './edit-choices-context.ts';
import { HoursDiff } from './hours-diff-view.tsx';
import { Becomes, NewValue, OldValue } from './old-and-new.tsx';
import { PartList } from './part-list.tsx';

/** Attribute by attribute: what is there, and what will be. Kept edits are shown as what they are: no change. */
export function AttributeDiff({ item }: { item: PlanItem }) {
  const { overwrite, otherwise } = useEditChoices();
  const edits = editsOf(item, overwrite);
  const overwritten = edits.filter(({ isOverwritten }) => isOverwritten);
  const changed = new Set(item.changes.map(({ path }) => path));
  return (
    <dl className="grid grid-cols-1 gap-x-4 gap-y-1.5 text-sm sm:grid-cols-[minmax(7rem,auto)_minmax(0,1fr)]">
      {item.changes.map((change) => {
        const edit = overwritten.find(({ path }) => path === change.path);
        return (
          <Row key={change.path} path={change.path}>
            <Change item={item} change={change} />
            {edit ? (
              <EditChoice edit={edit} />
            ) : change.clientEdited ? (
              <ClientEdited>
                Edited by the client, {item.action === 'delete' ? 'lost with it' : 'will be overwritten'}
              </ClientEdited>
            ) : null}
          </Row>
        );
      })}
      {/* Edits of a part: the change shown above is that of the whole list. */}
      {overwritten
        .filter(({ path }) => !changed.has(path))
        .map((edit) => (
          <Row key={`overwritten:${edit.path}`} path={edit.path}>
            <EditChoice edit={edit} />
          </Row>
        ))}
      {item.kept.map((change) => (
        <Row key={`kept:${change.path}`} path={change.path}>
          <Kept change={change} />
          <EditChoice edit={{ address: item.address, path: change.path, isOverwritten: false }} />
          {change.after === secretText ? null : (
            <span className="text-xs text-muted">
              {otherwise} {valueText(change.path, change.after)}
            </span>
          )}
        </Row>
      ))}
    </dl>
  );
}

const Row = ({ path, children }: { path: string; children: ReactNode }) => (
  <>
    <dt title={path} className="text-xs leading-5 text-muted">
      {pathLabel(path)}
    </dt>
    <dd className="flex min-w-0 flex-wrap items-baseline gap-x-2 gap-y-0.5 max-sm:mb-1">{children}</dd>
  </>
);

const Kept = ({ change: { path, before } }: { change: AttributeChange }) =>
  before === secretText ? <SecretMark /> : <span dir="auto">{valueText(path, before)}</span>;

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
