import type { DriftCauseView } from '@groundwork/shared/views';
import { Link } from '@tanstack/react-router';
import { AddressText } from '../../components/domain/address-text.tsx';
import { Badge } from '../../components/ui/badge.tsx';
import { Card } from '../../components/ui/card.tsx';
import { RelativeTime } from '../../components/ui/time.tsx';
import { plural } from '../../lib/format.ts';
import { CauseActions } from './cause-actions.tsx';
import { factText, whatLooks } from './drift-words.ts';
import { IgnoreList } from './ignore-list.tsx';
import type { Chosen } from './use-chosen.ts';
import { ValueDifference } from './value-difference.tsx';

interface CauseListProps {
  causes: readonly DriftCauseView[];
  onFailure: (failure: { title: string; error: unknown } | null) => void;
  onAccept: (cause: DriftCauseView) => void;
  chosen: Chosen;
}

/** The same difference, in however many accounts: one row. */
export const CauseList = ({ causes, onFailure, onAccept, chosen }: CauseListProps) => (
  <Card className="overflow-hidden">
    <ul aria-label="Causes" className="divide-y divide-line">
      {causes.map((cause) => (
        <li
          key={cause.key}
          data-cause={cause.key}
          className="flex flex-wrap items-start gap-x-4 gap-y-2 px-4 py-3 [contain-intrinsic-size:auto_6rem] [content-visibility:auto]"
        >
          <input
            type="checkbox"
            aria-label={`Choose ${factText(cause)}`}
            checked={chosen.has(cause.key)}
            onChange={({ target, nativeEvent }) =>
              chosen.choose(cause.key, target.checked, nativeEvent instanceof MouseEvent && nativeEvent.shiftKey)
            }
            className="mt-1.5 size-4 shrink-0 accent-accent"
          />
          <div className="min-w-0 flex-1 space-y-1 sm:basis-80">
            <p className="flex flex-wrap items-baseline gap-x-2 gap-y-1 py-0.75">
              <Badge tone={whatLooks[cause.what].tone}>{whatLooks[cause.what].word}</Badge>
              <Link
                to="/drift/$causeKey"
                params={{ causeKey: cause.key }}
                dir="auto"
                className="font-medium hover:underline"
              >
                {plural(cause.accounts, 'account')}: {factText(cause)}
              </Link>
            </p>
            <p className="flex flex-wrap items-center gap-x-3 text-xs text-muted">
              <span dir="auto">{cause.blueprint.name}</span>
              <code className="font-mono">
                <AddressText address={cause.address} />
              </code>
              <span>
                first seen <RelativeTime iso={cause.firstSeenAt} />
              </span>
              {cause.open < cause.accounts ? (
                <span>
                  {cause.accounts - cause.open} of {cause.accounts} ignored
                </span>
              ) : null}
            </p>
            <ValueDifference path={cause.path} expected={cause.expected} live={cause.live} />
            <p dir="auto" className="text-sm text-muted">
              {exampleText(cause)}
            </p>
            <IgnoreList ignores={cause.ignores} />
          </div>
          <div className="flex flex-wrap gap-1.5">
            <CauseActions cause={cause} onFailure={onFailure} onAccept={onAccept} />
          </div>
        </li>
      ))}
    </ul>
  </Card>
);

function exampleText({ examples, accounts }: DriftCauseView): string {
  const names = examples.slice(0, 3).map(({ name }) => name);
  const more = accounts - names.length;
  return `${names.join(', ')}${more > 0 ? ` and ${more} more` : ''}`;
}
