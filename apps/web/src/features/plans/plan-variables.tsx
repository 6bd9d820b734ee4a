import { secretText } from '@groundwork/shared/plan';
import type { PlanView } from '@groundwork/shared/views';
import { ChevronRight } from 'lucide-react';
import { Fragment } from 'react';
import { valueText } from '../../components/domain/readable-value.ts';
import { SecretMark } from '../../components/domain/secret-mark.tsx';
import { Card } from '../../components/ui/card.tsx';
import { plural } from '../../lib/format.ts';
import { ValueOriginLink } from './value-origin.tsx';

/** The values the plan was made with, each with where it came from. */
export function PlanVariables({ plan }: { plan: PlanView }) {
  const entries = Object.entries(plan.variables);
  if (entries.length === 0 || plan.purpose !== 'apply') return null;
  const place = { blueprintId: plan.blueprint.id, locationId: plan.location.id };
  return (
    <Card className="mb-4 overflow-hidden">
      <details className="group">
        <summary className="flex list-none items-center gap-2 px-4 py-2.5 text-sm text-muted hover:bg-sunken focus-visible:-outline-offset-2 [&::-webkit-details-marker]:hidden">
          <ChevronRight aria-hidden className="size-4 transition-transform group-open:rotate-90" />
          Planned with {plural(entries.length, 'variable')}
        </summary>
        <dl className="grid gap-x-4 gap-y-1 border-t border-line px-4 py-3 text-sm sm:grid-cols-[minmax(8rem,auto)_minmax(0,1fr)]">
          {entries.map(([name, value]) => {
            const origin = plan.levels[name];
            return (
              <Fragment key={name}>
                <dt className="font-mono text-xs leading-5 text-muted">{name}</dt>
                <dd className="flex min-w-0 flex-wrap items-baseline gap-x-2 max-sm:mb-1.5">
                  {value === secretText ? <SecretMark /> : <span dir="auto">{valueText(name, value)}</span>}
                  {origin ? (
                    <span className="text-xs text-muted">
                      <ValueOriginLink origin={origin} {...place} />
                    </span>
                  ) : null}
                </dd>
              </Fragment>
            );
          })}
        </dl>
      </details>
    </Card>
  );
}
