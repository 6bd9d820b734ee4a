import type { Loss } from '@groundwork/shared/plan';
import { ActionMark } from '../../components/domain/plan-action.tsx';
import { kindLabel } from '../../components/domain/kind-label.ts';
import { lineHash } from '../../components/domain/line-hash.ts';
import { Alert } from '../../components/ui/alert.tsx';

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

/** `linked`: to the lines of the page. */
export const LossList = ({ losses, linked = false }: { losses: readonly Loss[]; linked?: boolean }) => (
  <ul className="mt-2 space-y-2 text-sm text-text">
    {losses.map(({ item, parts }) => (
      <li key={item.address} className="flex flex-wrap items-baseline gap-x-3 gap-y-0.5">
        <ActionMark action={item.action} />
        <span className="min-w-0 flex-1 basis-56">
          <span className="text-muted">{kindLabel(item.kind)}</span>{' '}
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
          {item.notes.map((note) => (
            <span key={note} className="block text-muted">
              {note}
            </span>
          ))}
        </span>
      </li>
    ))}
  </ul>
);
