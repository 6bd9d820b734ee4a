import type { KindName } from '@groundwork/shared/kinds';
import type { BlueprintResourceView, CaptureView } from '@groundwork/shared/views';
import { kindCounts } from '../../components/domain/kind-counts.ts';
import { valueText } from '../../components/domain/readable-value.ts';
import { Card, CardTitle } from '../../components/ui/card.tsx';
import { RelativeTime } from '../../components/ui/time.tsx';
import { plural } from '../../lib/format.ts';
import { CaptureLeftOut } from './capture-left-out.tsx';
import type { Captured } from './use-capture.ts';
import { useBlueprintCheck } from './use-blueprint-check.ts';

/** What a capture found in the account, and what it did not take along. */
export const CaptureFindings = ({ captured: { view, readAt } }: { captured: Captured }) => (
  <Card className="divide-y divide-line">
    <div className="p-4">
      <CardTitle>
        Found in <span dir="auto">{view.account.name}</span>
      </CardTitle>
      <p className="text-xs text-muted">
        Read <RelativeTime iso={readAt} />. Nothing was changed.
      </p>
      <FoundKinds view={view} />
    </div>
    <FoundValues view={view} />
    <CaptureLeftOut leftOut={view.leftOut} />
  </Card>
);

function FoundKinds({ view }: { view: CaptureView }) {
  const { check } = useBlueprintCheck(view.source);
  if (view.resources === 0)
    return <p className="mt-2 text-sm">Nothing that a blueprint can hold. Choose an account that is set up.</p>;
  return (
    <p className="mt-2 text-sm">
      <b className="font-medium">{plural(view.resources, 'resource')}</b>
      {check?.valid ? `: ${kindCounts(countKinds(check.resources))}` : null}
    </p>
  );
}

function countKinds(resources: readonly BlueprintResourceView[]): Partial<Record<KindName, number>> {
  const counts: Partial<Record<KindName, number>> = {};
  for (const { kind } of resources) counts[kind] = (counts[kind] ?? 0) + 1;
  return counts;
}

function FoundValues({ view: { values, account } }: { view: CaptureView }) {
  const entries = Object.entries(values);
  return (
    <div className="p-4">
      <h3 className="text-sm font-medium">{plural(entries.length, 'variable')}</h3>
      {entries.length === 0 ? (
        <p className="text-sm text-muted">Nothing in it names the business: it is the same for every account.</p>
      ) : (
        <>
          <p className="text-sm text-muted">
            These differ from client to client, so every account is asked for its own. A plan for{' '}
            <span dir="auto">{account.name}</span> begins with what it has now:
          </p>
          <dl className="mt-2 space-y-1.5 text-sm">
            {entries.map(([name, value]) => (
              <div key={name}>
                <dt className="font-mono text-xs text-muted">{name}</dt>
                <dd dir="auto" className="break-words">
                  {valueText(name, value)}
                </dd>
              </div>
            ))}
          </dl>
        </>
      )}
    </div>
  );
}
