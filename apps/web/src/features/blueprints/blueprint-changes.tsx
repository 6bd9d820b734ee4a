import type { AttributeChange } from '@groundwork/shared/plan';
import type { BlueprintDiffView, ChangeWord } from '@groundwork/shared/views';
import { Fragment, type ReactNode } from 'react';
import { ChangeMark } from '../../components/domain/change-mark.tsx';
import { kindLabel } from '../../components/domain/kind-label.ts';
import { propertyLabel } from '../../components/domain/property-label.ts';
import { Card } from '../../components/ui/card.tsx';
import { ChangedValue } from './changed-value.tsx';

/** What changed in the blueprint's own terms: its properties, its variables, its resources. */
export const BlueprintChanges = ({ diff }: { diff: BlueprintDiffView }) => (
  <div className="space-y-5">
    {diff.document.length > 0 ? (
      <Section title="The blueprint itself">
        <li className="px-4 py-2.5">
          <Changes changes={diff.document} />
        </li>
      </Section>
    ) : null}
    {diff.resources.length > 0 ? (
      <Section title="Resources" count={diff.resources.length}>
        {diff.resources.map(({ address, kind, title, change, changes }) => (
          <Line key={address} change={change} title={title} code={address} more={kindLabel(kind)}>
            {change === 'removed' ? null : <Changes changes={changes} />}
          </Line>
        ))}
      </Section>
    ) : null}
    {diff.variables.length > 0 ? (
      <Section title="Variables" count={diff.variables.length}>
        {diff.variables.map(({ name, change, changes }) => (
          <Line key={name} change={change} title={name}>
            {change === 'removed' ? null : <Changes changes={changes} />}
          </Line>
        ))}
      </Section>
    ) : null}
  </div>
);

const Section = ({ title, count, children }: { title: string; count?: number; children: ReactNode }) => (
  <section aria-label={title}>
    <h2 className="mb-1.5 flex items-center gap-2 text-base font-semibold">
      {title}
      {count === undefined ? null : <span className="text-sm font-normal text-muted tabular-nums">{count}</span>}
    </h2>
    <Card className="overflow-hidden">
      <ul className="divide-y divide-line">{children}</ul>
    </Card>
  </section>
);

interface LineProps {
  change: ChangeWord;
  title: string;
  code?: string;
  more?: string;
  children: ReactNode;
}

const Line = ({ change, title, code, more, children }: LineProps) => (
  <li data-change={change} className="px-4 py-2.5">
    <div className="flex flex-wrap items-center gap-x-3 gap-y-1">
      <ChangeMark change={change} />
      <span dir="auto" className="font-medium">
        {title}
      </span>
      {more ? <span className="text-xs text-muted">{more}</span> : null}
      {code ? <code className="font-mono text-xs text-muted sm:ml-auto">{code}</code> : null}
    </div>
    {children}
  </li>
);

const Changes = ({ changes }: { changes: readonly AttributeChange[] }) =>
  changes.length === 0 ? null : (
    <dl className="mt-2 grid grid-cols-1 gap-x-4 gap-y-1 text-sm sm:grid-cols-[minmax(8rem,auto)_minmax(0,1fr)] sm:pl-25">
      {changes.map(({ path, before, after }) => (
        <Fragment key={path}>
          <dt className="text-muted">{propertyLabel(path)}</dt>
          <dd className="min-w-0 max-sm:mb-1">
            <ChangedValue property={path.split('.').at(-1) ?? path} before={before} after={after} />
          </dd>
        </Fragment>
      ))}
    </dl>
  );
