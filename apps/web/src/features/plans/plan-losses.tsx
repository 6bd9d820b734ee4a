import type { Loss } from '@groundwork/shared/plan';
import { kindLabel } from '../../components/domain/kind-label.ts';
import { lineHash } from '../../components/domain/line-hash.ts';
import { ActionMark } from '../../components/domain/plan-action.tsx';
import { Alert } from '../../components/ui/alert.tsx';
import { groupLosses, type LossGroup } from './group-losses.ts';

/** What is gone for good after applying, in one place and before everything else. */
export function PlanLosses({ losses }: { losses: readonly Loss[] }) {
  if (losses.length === 0) return null;
  return (
    <section aria-label="What is lost" className="mb-4">
      <Alert tone="bad" title="Lost for good when this is applied">
        <LossList losses={losses} linked />
      </Alert>
    </section>
  );
}

/** By kind, each sentence once. `linked`: to the lines of the page. */
export const LossList = ({ losses, linked = false }: { losses: readonly Loss[]; linked?: boolean }) => (
  <ul className="mt-2 space-y-2 text-sm text-text">
    {groupLosses(losses).map((group) => (
      <li key={group.losses[0]?.loss.item.address} className="flex flex-wrap items-baseline gap-x-3 gap-y-0.5">
        <ActionMark action={group.action} />
        <div className="min-w-0 flex-1 basis-56">
          {group.losses.length === 1 ? (
            <span className="text-muted">{kindLabel(group.kind)} </span>
          ) : (
            <p className="text-muted">
              {group.losses.length} {kindLabel(group.kind, group.losses.length).toLowerCase()}
            </p>
          )}
          <Names losses={group.losses.slice(0, namedAtMost)} linked={linked} />
          {group.losses.length > namedAtMost ? (
            <details>
              <summary className="w-fit rounded-sm text-muted underline hover:text-text">
                and {group.losses.length - namedAtMost} more
              </summary>
              <Names losses={group.losses.slice(namedAtMost)} linked={linked} />
            </details>
          ) : null}
          {group.note === null ? null : <p className="text-muted">{group.note}</p>}
        </div>
      </li>
    ))}
  </ul>
);

const namedAtMost = 8;

/** One after the other; one that loses parts or an edit of a client says so. */
const Names = ({ losses, linked }: { losses: LossGroup['losses']; linked: boolean }) =>
  losses.map(({ loss: { item, parts }, notes }, index) => (
    <span key={item.address}>
      {linked ? (
        <a href={`#${lineHash(item.address)}`} dir="auto" className="font-medium underline">
          {item.title}
        </a>
      ) : (
        <b dir="auto" className="font-medium">
          {item.title}
        </b>
      )}
      {parts.length > 0 ? <> loses {parts.map((part) => `“${part}”`).join(', ')}</> : null}
      {notes.length > 0 ? <span className="text-muted"> ({notes.join(' ')})</span> : null}
      {index < losses.length - 1 ? ', ' : null}
    </span>
  ));
