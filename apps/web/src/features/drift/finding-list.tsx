import type { DriftFindingView } from '@groundwork/shared/views';
import { EyeOff } from 'lucide-react';
import { AccountLink } from '../../components/domain/account-link.tsx';
import { Badge } from '../../components/ui/badge.tsx';
import { Button } from '../../components/ui/button.tsx';
import { Card } from '../../components/ui/card.tsx';
import { RelativeTime } from '../../components/ui/time.tsx';
import { ValueDifference } from './value-difference.tsx';

interface FindingListProps {
  findings: readonly DriftFindingView[];
  chosen: ReadonlySet<string>;
  onChoose: (locationId: string, isChosen: boolean) => void;
  deniedReason: string | null;
  onIgnore: (finding: DriftFindingView) => void;
}

/** The accounts one by one, to be ticked. */
export const FindingList = ({ findings, chosen, onChoose, deniedReason, onIgnore }: FindingListProps) => (
  <Card className="overflow-hidden">
    <ul aria-label="Accounts" className="divide-y divide-line">
      {findings.map((finding) => (
        <li
          key={finding.location.id}
          data-account={finding.location.id}
          className="flex flex-wrap items-start gap-x-3 gap-y-1 px-4 py-2.5 [contain-intrinsic-size:auto_4.5rem] [content-visibility:auto]"
        >
          <input
            type="checkbox"
            aria-label={`Choose ${finding.location.name}`}
            checked={chosen.has(finding.location.id)}
            onChange={({ target }) => onChoose(finding.location.id, target.checked)}
            className="mt-1.5 size-4 shrink-0 accent-accent"
          />
          <div className="min-w-0 flex-1 space-y-1 sm:basis-60">
            <p className="flex flex-wrap items-baseline gap-x-2 py-0.75">
              <AccountLink account={finding.location} />
              <span className="text-xs text-muted">
                first seen <RelativeTime iso={finding.firstSeenAt} />
              </span>
              {finding.ignoredUntil ? (
                <Badge icon={<EyeOff aria-hidden />}>
                  Ignored, opens again <RelativeTime iso={finding.ignoredUntil} />
                </Badge>
              ) : null}
            </p>
            <ValueDifference path={finding.path} expected={finding.expected} live={[{ value: finding.live }]} />
          </div>
          {finding.ignoredUntil ? null : (
            <Button
              size="sm"
              look="ghost"
              disabledReason={deniedReason}
              icon={<EyeOff aria-hidden className="size-3.5" />}
              aria-label={`Ignore in ${finding.location.name}`}
              onClick={() => onIgnore(finding)}
            >
              Ignore…
            </Button>
          )}
        </li>
      ))}
    </ul>
  </Card>
);
