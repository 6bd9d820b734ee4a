import type { Json } from '@groundwork/shared';
import { secretText } from '@groundwork/shared/plan';
import { valueText } from '../../components/domain/readable-value.ts';
import { SecretMark } from '../../components/domain/secret-mark.tsx';

interface ValueDifferenceProps {
  path: string | null;
  expected: Json;
  live: readonly { value: Json; accounts?: number }[];
  /** The blueprint is about to follow: what was applied is the old one of the two. */
  isAccepted?: boolean;
}

/** What was applied, and what is there instead. Of a whole object that is gone there is nothing to compare. */
export function ValueDifference({ path, expected, live, isAccepted = false }: ValueDifferenceProps) {
  if (path === null) return null;
  const [was, is] = isAccepted ? [gone, right] : [right, gone];
  return (
    <dl className="grid gap-x-3 gap-y-1 text-sm grid-cols-[4.5rem_minmax(0,1fr)] sm:grid-cols-[5.5rem_minmax(0,1fr)]">
      <dt className="text-xs leading-5 text-muted">{isAccepted ? 'Says now' : 'Applied'}</dt>
      <dd>
        <Value path={path} value={expected} className={was} />
      </dd>
      <dt className="text-xs leading-5 text-muted">{isAccepted ? 'Will say' : 'There now'}</dt>
      <dd className="space-y-0.5">
        {live.map(({ value, accounts }, index) => (
          <span key={index} className="block">
            <Value path={path} value={value} className={is} />
            {accounts !== undefined && live.length > 1 ? (
              <span className="ml-2 text-xs text-muted">in {accounts}</span>
            ) : null}
          </span>
        ))}
      </dd>
    </dl>
  );
}

const right = 'bg-ok-soft text-ok';
const gone = 'bg-bad-soft text-bad';

const Value = ({ path, value, className }: { path: string; value: Json; className: string }) =>
  value === secretText ? (
    <SecretMark />
  ) : (
    <span dir="auto" className={`rounded-sm px-1 ${className}`}>
      {valueText(path, value)}
    </span>
  );
