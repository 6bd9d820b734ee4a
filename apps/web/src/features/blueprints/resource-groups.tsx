import type { BlueprintResourceView } from '@groundwork/shared/views';
import { ChevronRight } from 'lucide-react';
import { useState } from 'react';
import { kindLabel } from '../../components/domain/kind-label.ts';
import { TemplateText } from '../../components/domain/template-text.tsx';
import { Button } from '../../components/ui/button.tsx';
import { Card } from '../../components/ui/card.tsx';
import { CopyableId } from '../../components/ui/copyable-id.tsx';
import { resourceDigest } from './resource-digest.ts';
import { ResourceTerms } from './resource-terms-line.tsx';
import { ResourceValues } from './resource-values.tsx';

/** Resources by kind. Each opens to its values. */
export function ResourceGroups({ resources }: { resources: readonly BlueprintResourceView[] }) {
  const [isOpen, setIsOpen] = useState(false);
  const byKind = Map.groupBy(resources, (resource) => resource.kind);
  return (
    <div className="space-y-5">
      {[...byKind].map(([kind, list], index) => (
        <section key={kind} aria-labelledby={`kind-${kind}`}>
          <div className="mb-1.5 flex min-h-7 items-center gap-2">
            <h2 id={`kind-${kind}`} className="text-sm font-semibold">
              {kindLabel(kind, list.length)}
            </h2>
            <span className="text-sm text-muted tabular-nums">{list.length}</span>
            {index === 0 ? (
              <Button look="ghost" size="sm" className="ml-auto" onClick={() => setIsOpen(!isOpen)}>
                {isOpen ? 'Close all' : 'Open all'}
              </Button>
            ) : null}
          </div>
          <Card className="overflow-hidden">
            <ul className="divide-y divide-line">
              {list.map((resource) => (
                <li key={resource.address}>
                  <Resource resource={resource} open={isOpen} />
                </li>
              ))}
            </ul>
          </Card>
        </section>
      ))}
    </div>
  );
}

const Resource = ({ resource, open }: { resource: BlueprintResourceView; open: boolean }) => (
  <details open={open} className="group">
    <summary className="grid min-h-9 list-none grid-cols-[0.875rem_minmax(0,1fr)] items-center gap-x-2 px-3 py-1.5 hover:bg-sunken focus-visible:-outline-offset-2 [&::-webkit-details-marker]:hidden">
      <ChevronRight aria-hidden className="size-3.5 shrink-0 text-muted transition-transform group-open:rotate-90" />
      <span className="flex min-w-0 items-center gap-2">
        <span dir="auto" className="max-w-[70%] shrink-0 font-medium">
          <TemplateText text={resource.title} />
        </span>
        <span className="ml-auto min-w-0 truncate text-xs text-muted group-open:invisible">
          {resourceDigest(resource.properties)}
        </span>
      </span>
      <ResourceTerms meta={resource.meta} className="col-start-2" />
    </summary>
    <div className="border-t border-line bg-sunken/40 px-3 py-2.5 pl-8.5">
      <ResourceValues properties={resource.properties} />
      <p className="mt-2">
        <CopyableId id={resource.address} label="address" />
      </p>
    </div>
  </details>
);
