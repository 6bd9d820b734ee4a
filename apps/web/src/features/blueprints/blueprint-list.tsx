import type { BlueprintSummaryView } from '@groundwork/shared/views';
import { ChevronRight } from 'lucide-react';
import type { ReactNode } from 'react';
import { kindCounts } from '../../components/domain/kind-counts.ts';
import { Card } from '../../components/ui/card.tsx';
import { RelativeTime } from '../../components/ui/time.tsx';
import { plural } from '../../lib/format.ts';

interface BlueprintListProps {
  blueprints: readonly BlueprintSummaryView[];
  chosen?: string | null;
  /** Wraps a row's content in the link it should be. */
  link: (blueprint: BlueprintSummaryView, content: ReactNode, className: string) => ReactNode;
}

export const BlueprintList = ({ blueprints, chosen = null, link }: BlueprintListProps) => (
  <Card className="overflow-hidden">
    <ul aria-label="Blueprints" className="divide-y divide-line">
      {blueprints.map((blueprint) => (
        <li key={blueprint.id}>
          {link(
            blueprint,
            <>
              <span className="min-w-0 flex-1">
                <span className="flex flex-wrap items-baseline gap-x-2">
                  <span dir="auto" className="font-medium">
                    {blueprint.name}
                  </span>
                  <span className="text-xs text-muted">v{blueprint.latestVersion}</span>
                  {blueprint.id === chosen ? <span className="text-xs font-medium text-accent">Chosen</span> : null}
                </span>
                {blueprint.description ? (
                  <span dir="auto" className="line-clamp-1 text-sm text-muted">
                    {blueprint.description}
                  </span>
                ) : null}
                <span className="line-clamp-2 text-xs text-muted">
                  {plural(blueprint.resourceCount, 'resource')}
                  {blueprint.resourceCount > 0 ? `: ${kindCounts(blueprint.kinds)}` : null}
                </span>
              </span>
              <span className="shrink-0 text-right text-xs text-muted">
                <span className="block">{plural(blueprint.latestVersion, 'version')}</span>
                <span className="sr-only">last changed </span>
                <RelativeTime iso={blueprint.updatedAt} />
              </span>
              <ChevronRight aria-hidden className="size-4 shrink-0 text-muted opacity-50 group-hover:opacity-100" />
            </>,
            'group flex items-center gap-3 px-4 py-2.5 hover:bg-sunken focus-visible:-outline-offset-2',
          )}
        </li>
      ))}
    </ul>
  </Card>
);
