import { CircleCheck, SearchX } from 'lucide-react';
import { kindCounts } from '../../components/domain/kind-counts.ts';
import { Button } from '../../components/ui/button.tsx';
import { Card } from '../../components/ui/card.tsx';
import { EmptyState } from '../../components/ui/empty-state.tsx';
import { SearchField } from '../../components/ui/search-field.tsx';
import { plural } from '../../lib/format.ts';
import { useSearchTexts } from '../../lib/use-search-texts.ts';
import { ComparedRows } from './compared-rows.tsx';
import { filterRows, sides } from './filter-rows.ts';
import { SideFilter } from './side-filter.tsx';
import type { Compared } from './use-comparison.ts';

/** What differs, narrowed by what stands in the address. */
export function Comparison({ compared: { view } }: { compared: Compared }) {
  const [{ q, side: named }, setSearch] = useSearchTexts('q', 'side');
  const side = sides.find((known) => known === named) ?? null;
  const found = filterRows(view.rows, { text: q, side });
  const equal = kindCounts(view.same);
  const isFiltered = q.trim() !== '' || side !== null;
  const clear = () => setSearch({ q: '', side: '' });
  return (
    <>
      <SideFilter view={view} chosen={side} onChoose={(next) => setSearch({ side: next ?? '' })} />
      {view.rows.length > 0 ? (
        <div className="mb-4 flex flex-wrap items-center gap-x-3 gap-y-2">
          <SearchField label="Filter by name or kind" value={q} onChange={(text) => setSearch({ q: text })} />
          {isFiltered ? (
            <>
              <p className="text-sm text-muted tabular-nums">
                {found.length} of {plural(view.rows.length, 'difference')}
              </p>
              <Button look="ghost" size="sm" onClick={clear}>
                Show all
              </Button>
            </>
          ) : null}
        </div>
      ) : null}
      {found.length > 0 ? (
        <ComparedRows view={view} rows={found} />
      ) : (
        <Card>
          {view.rows.length > 0 ? (
            <EmptyState
              icon={<SearchX />}
              title="No difference matches"
              action={<Button onClick={clear}>Show all</Button>}
            >
              Every word has to occur in the name or the kind.
            </EmptyState>
          ) : (
            <EmptyState icon={<CircleCheck />} title="The accounts are alike">
              {equal ? 'Everything Groundwork can read is in both, as it is in the other.' : 'Both are empty.'}
            </EmptyState>
          )}
        </Card>
      )}
      {equal ? <p className="mt-4 text-sm text-muted">Equal in both: {equal}.</p> : null}
    </>
  );
}
