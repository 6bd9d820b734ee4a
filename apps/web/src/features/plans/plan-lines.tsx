import type { PlanView } from '@groundwork/shared/views';
import { type ReactNode, useEffect, useMemo } from 'react';
import { announce } from '../../lib/announce.tsx';
import { plural } from '../../lib/format.ts';
import { useSearchTexts } from '../../lib/use-search-texts.ts';
import { filterItems, isPlanAction } from './filter-items.ts';
import { partsOf } from './plan-facts.ts';
import { PlanFilter } from './plan-filter.tsx';
import { EditedItems, ManualSteps, PlanChanges, UnchangedItems } from './plan-items.tsx';
import { PlanSummaryBar } from './plan-summary-bar.tsx';
import { useLinkedAddress } from './use-linked-address.ts';

interface PlanLinesProps {
  plan: PlanView;
  waits: ReadonlyMap<string, readonly string[]>;
  checkAgain: ReactNode;
}

/** The numbers and the lines behind them. What narrows the lines stands in the address. */
export function PlanLines({ plan, waits, checkAgain }: PlanLinesProps) {
  const [search, setSearch] = useSearchTexts('q', 'action');
  const linked = useLinkedAddress();
  const text = search.q;
  const action = isPlanAction(search.action) ? search.action : null;
  const isFiltered = text.trim() !== '' || action !== null;
  const found = useMemo(() => filterItems(plan.items, { text, action }), [plan.items, text, action]);
  const { changes, manual, edited, unchanged } = partsOf(found);
  // A link to a line shows it, whatever was looked for before. Looking for something drops the link.
  const isHidden =
    found.length < plan.items.length && linked !== null && !found.some(({ address }) => address === linked);
  useEffect(() => {
    if (isHidden && plan.items.some(({ address }) => address === linked))
      setSearch({ q: '', action: '' }, { keepHash: true });
  });
  const lines = { waits, linked };
  return (
    <>
      <PlanSummaryBar
        summary={plan.summary}
        chosen={action}
        onChoose={(next) => {
          setSearch({ action: next ?? '' });
          announce(next ? `Only ${plural(plan.summary[next], 'line')} shown` : 'All lines shown');
        }}
      />
      <PlanFilter
        text={text}
        onText={(q) => setSearch({ q })}
        found={found.length}
        total={plan.items.length}
        onClear={isFiltered ? () => setSearch({ q: '', action: '' }) : null}
      />
      <PlanChanges {...lines} items={changes} />
      <ManualSteps {...lines} items={manual} checkAgain={checkAgain} />
      <EditedItems {...lines} items={edited} />
      <UnchangedItems
        {...lines}
        items={unchanged}
        open={isFiltered || unchanged.some((item) => item.address === linked)}
      />
    </>
  );
}
