import type { BlueprintVersionView } from '@groundwork/shared/views';
import { kindLabel } from '../../components/domain/kind-label.ts';

/** Resources by kind, in the order of the blueprint. */
export function ResourceList({ resources }: { resources: BlueprintVersionView['resources'] }) {
  const byKind = Map.groupBy(resources, (resource) => resource.kind);
  return (
    <div className="space-y-4">
      {[...byKind].map(([kind, list]) => (
        <section key={kind}>
          <h3 className="mb-1 text-xs font-medium text-muted">
            {kindLabel(kind, list.length)} · {list.length}
          </h3>
          <ul className="space-y-0.5">
            {list.map((resource) => (
              <li key={resource.address} className="flex flex-wrap items-baseline justify-between gap-x-3 text-sm">
                <span dir="auto">{resource.title}</span>
                <code className="font-mono text-xs text-muted">{resource.address}</code>
              </li>
            ))}
          </ul>
        </section>
      ))}
    </div>
  );
}
