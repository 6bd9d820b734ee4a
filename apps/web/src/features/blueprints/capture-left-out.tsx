import type { CaptureView } from '@groundwork/shared/views';
import { ChevronRight } from 'lucide-react';
import { kindLabel } from '../../components/domain/kind-label.ts';
import { CopyableId } from '../../components/ui/copyable-id.tsx';

/** What the blueprint does not hold as the account has it: by reason, so that a reason is read once. */
export function CaptureLeftOut({ leftOut }: Pick<CaptureView, 'leftOut'>) {
  const reasons = [...Map.groupBy(leftOut, ({ why }) => why)];
  return (
    <section aria-labelledby="left-out" className="p-4">
      <h3 id="left-out" className="text-sm font-medium">
        {leftOut.length === 0 ? 'Nothing left out' : `${leftOut.length} left out, or not taken whole`}
      </h3>
      {leftOut.length === 0 ? (
        <p className="text-sm text-muted">All of what blueprints describe is there.</p>
      ) : (
        <ul className="mt-1.5 space-y-1.5">
          {reasons.map(([why, objects]) => (
            <li key={why}>
              <Reason why={why} objects={objects} />
            </li>
          ))}
        </ul>
      )}
    </section>
  );
}

const Reason = ({ why, objects }: { why: string; objects: CaptureView['leftOut'] }) => (
  <details className="group rounded-md border border-line">
    <summary className="flex list-none items-start gap-2 rounded-md px-2.5 py-2 text-sm hover:bg-sunken focus-visible:-outline-offset-2 [&::-webkit-details-marker]:hidden">
      <ChevronRight
        aria-hidden
        className="mt-0.5 size-3.5 shrink-0 text-muted transition-transform group-open:rotate-90"
      />
      <span className="min-w-0">
        <b className="font-medium tabular-nums">{objects.length}×</b> {why}
      </span>
    </summary>
    <ul className="max-h-60 space-y-1.5 overflow-y-auto border-t border-line px-2.5 py-2 pl-8">
      {objects.map(({ kind, id, title }) => (
        <li key={`${kind}:${id}`} className="text-sm">
          <span dir="auto" className="font-medium">
            {title}
          </span>{' '}
          <span className="text-xs text-muted">{kindLabel(kind).toLowerCase()}</span>
          <span className="block">
            <CopyableId id={id} label="GHL id" />
          </span>
        </li>
      ))}
    </ul>
  </details>
);
