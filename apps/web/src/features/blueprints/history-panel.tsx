import type { BlueprintVersionSummaryView } from '@groundwork/shared/views';
import { Link } from '@tanstack/react-router';
import { GitCompareArrows } from 'lucide-react';
import { Badge } from '../../components/ui/badge.tsx';
import { RelativeTime } from '../../components/ui/time.tsx';
import { plural } from '../../lib/format.ts';

interface HistoryPanelProps {
  blueprintId: string;
  /** Newest first. */
  versions: readonly BlueprintVersionSummaryView[];
  /** The version on the page. */
  shownId: string;
}

/** Who saved what, when. Each version can be looked at, and compared with the one on the page. */
export function HistoryPanel({ blueprintId, versions, shownId }: HistoryPanelProps) {
  const shown = versions.find(({ id }) => id === shownId);
  return (
    <ol aria-label="Versions, newest first" className="-mx-2 space-y-0.5">
      {versions.map((version, index) => {
        const isShown = version.id === shownId;
        const [older, newer] = shown && version.version > shown.version ? [shownId, version.id] : [version.id, shownId];
        return (
          <li
            key={version.id}
            aria-current={isShown ? 'true' : undefined}
            className={`flex items-center gap-2 rounded-md px-2 py-1.5 ${isShown ? 'bg-sunken' : ''}`}
          >
            <div className="min-w-0 flex-1">
              <p className="flex flex-wrap items-center gap-x-2 text-sm">
                <Link
                  to="/blueprints/$blueprintId"
                  params={{ blueprintId }}
                  search={index === 0 ? {} : { version: version.id }}
                  className="inline-flex min-h-6 items-center rounded-sm font-medium hover:underline"
                >
                  Version {version.version}
                </Link>
                {index === 0 ? <Badge>Newest</Badge> : null}
                {isShown ? <span className="text-xs text-muted">shown here</span> : null}
              </p>
              <p className="text-xs text-muted">
                <RelativeTime iso={version.createdAt} /> by {version.createdBy ?? 'a former member'},{' '}
                {plural(version.resourceCount, 'resource')}
              </p>
            </div>
            {isShown ? null : (
              <Link
                to="/blueprints/$blueprintId/compare"
                params={{ blueprintId }}
                search={{ from: older, to: newer }}
                aria-label={`Compare version ${version.version} with version ${shown?.version ?? ''}`}
                title={`Compare with version ${shown?.version ?? ''}`}
                className="inline-flex min-h-7 shrink-0 items-center gap-1.5 rounded-md px-2 text-sm text-muted hover:bg-sunken hover:text-text"
              >
                <GitCompareArrows aria-hidden className="size-3.5" />
                Compare
              </Link>
            )}
          </li>
        );
      })}
    </ol>
  );
}
