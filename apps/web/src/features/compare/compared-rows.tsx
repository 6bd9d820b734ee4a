import type { ComparisonView } from '@groundwork/shared/views';
import { ChevronRight } from 'lucide-react';
import { kindLabel } from '../../components/domain/kind-label.ts';
import { Badge } from '../../components/ui/badge.tsx';
import { Card } from '../../components/ui/card.tsx';
import { CopyableId } from '../../components/ui/copyable-id.tsx';
import type { Tone } from '../../components/ui/tone.ts';
import { plural } from '../../lib/format.ts';
import { ComparedValues } from './compared-values.tsx';
import type { ComparedRow, Side } from './filter-rows.ts';

interface ComparedRowsProps {
  view: ComparisonView;
  rows: readonly ComparedRow[];
}

/** By kind. Those that differ are open from the start, the others by name alone. */
export const ComparedRows = ({ view, rows }: ComparedRowsProps) => (
  <Card className="overflow-hidden">
    {[...Map.groupBy(rows, (row) => row.kind)].map(([kind, ofKind]) => (
      <section key={kind} aria-label={kindLabel(kind, 2)} className="border-line not-first:border-t">
        <h2 className="bg-sunken/60 px-4 py-1.5 text-xs font-medium text-muted">
          {kindLabel(kind, ofKind.length)} · {ofKind.length}
        </h2>
        <ul className="divide-y divide-line">
          {ofKind.map((row) => (
            <Row key={`${row.leftId}:${row.rightId}`} view={view} row={row} />
          ))}
        </ul>
      </section>
    ))}
  </Card>
);

function Row({ view, row }: { view: ComparisonView; row: ComparedRow }) {
  return (
    <li data-side={row.in} className="[contain-intrinsic-size:auto_2.5rem] [content-visibility:auto]">
      <details open={row.in === 'both'} className="group">
        <summary className="flex list-none flex-wrap items-center gap-x-3 gap-y-1 px-4 py-2 hover:bg-sunken focus-visible:-outline-offset-2 [&::-webkit-details-marker]:hidden">
          <ChevronRight
            aria-hidden
            className="-mr-1 size-4 shrink-0 text-muted transition-transform group-open:rotate-90"
          />
          <Badge tone={looks[row.in].tone} className="min-w-20 justify-center">
            {looks[row.in].word}
          </Badge>
          <span dir="auto" className="min-w-0 flex-1 basis-40 font-medium">
            {row.title}
          </span>
          {row.in === 'both' ? (
            <span className="text-xs text-muted max-sm:hidden">{plural(row.changes.length, 'attribute')}</span>
          ) : null}
        </summary>
        <div className="space-y-2 px-4 pt-1 pb-3 sm:pl-10">
          <ComparedValues view={view} row={row} />
          <p className="flex flex-wrap items-center gap-x-4 text-xs text-muted">
            {row.leftId ? <GhlId where={row.in === 'both' ? 'left' : null} id={row.leftId} /> : null}
            {row.rightId ? <GhlId where={row.in === 'both' ? 'right' : null} id={row.rightId} /> : null}
          </p>
        </div>
      </details>
    </li>
  );
}

const GhlId = ({ where, id }: { where: string | null; id: string }) => (
  <span className="inline-flex items-center gap-1">
    GHL id{where ? ` ${where}` : ''} <CopyableId id={id} label="GHL id" />
  </span>
);

const looks: Record<Side, { word: string; tone: Tone }> = {
  both: { word: 'Differs', tone: 'warn' },
  left: { word: 'Left only', tone: 'info' },
  right: { word: 'Right only', tone: 'plum' },
};
