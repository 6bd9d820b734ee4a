import { SearchX } from 'lucide-react';
import { Button } from '../../components/ui/button.tsx';
import { Card } from '../../components/ui/card.tsx';
import { EmptyState } from '../../components/ui/empty-state.tsx';
import { SearchField } from '../../components/ui/search-field.tsx';
import { moveToFirstLine } from './move-between-lines.ts';

interface PlanFilterProps {
  text: string;
  onText: (text: string) => void;
  found: number;
  total: number;
  /** Null while nothing is filtered. */
  onClear: (() => void) | null;
}

export const PlanFilter = ({ text, onText, found, total, onClear }: PlanFilterProps) => (
  <div className="mb-4">
    <div className="flex flex-wrap items-center gap-x-3 gap-y-2" onKeyDown={moveToFirstLine}>
      <SearchField label="Filter by name, address or kind" value={text} onChange={onText} />
      {onClear ? (
        <>
          <p className="text-sm text-muted tabular-nums">
            {found} of {total} lines
          </p>
          <Button look="ghost" size="sm" onClick={onClear}>
            Show all
          </Button>
        </>
      ) : null}
    </div>
    {found === 0 && onClear ? (
      <Card className="mt-4">
        <EmptyState icon={<SearchX />} title="No line matches" action={<Button onClick={onClear}>Show all</Button>}>
          No line of this plan has all of these words in its name, address or kind.
        </EmptyState>
      </Card>
    ) : null}
  </div>
);
