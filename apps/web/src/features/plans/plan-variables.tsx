import { secretText } from '@groundwork/shared/plan';
import type { PlanView } from '@groundwork/shared/views';
import { ChevronRight } from 'lucide-react';
import { Fragment } from 'react';
import { valueText } from '../../components/domain/readable-value.ts';
import { SecretMark } from '../../components/domain/secret-mark.tsx';
import { Card } from '../../components/ui/card.tsx';
import { plural } from '../../lib/format.ts';

export function PlanVariables({ variables }: { variables: PlanView['variables'] }) {
  const entries = Object.entries(variables);
  if (entries.length === 0) return null;
  return (
    <Card className="mb-4 overflow-hidden">
      <details className="group">
        <summary className="flex list-none items-center gap-2 px-4 py-2.5 text-sm text-muted hover:bg-sunken focus-visible:-outline-offset-2 [&::-webkit-details-marker]:hidden">
          <ChevronRight aria-hidden className="size-4 transition-transform group-open:rotate-90" />
          Planned with {plural(entries.length, 'variable')}
        </summary>
        <dl className="grid gap-x-4 gap-y-1 border-t border-line px-4 py-3 text-sm sm:grid-cols-[minmax(8rem,auto)_minmax(0,1fr)]">
          {entries.map(([name, value]) => (
            <Fragment key={name}>
              <dt className="font-mono text-xs leading-5 text-muted">{name}</dt>
              <dd dir="auto">{value === secretText ? <SecretMark /> : valueText(name, value)}</dd>
            </Fragment>
          ))}
        </dl>
      </details>
    </Card>
  );
}
