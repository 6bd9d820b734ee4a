import { Button } from '../../components/ui/button.tsx';
import { mostCauses } from './use-drift.ts';

interface MoreCausesProps {
  loaded: number;
  total: number;
  isLoading: boolean;
  onMore: () => void;
}

/** What is counted and filtered above is only what is loaded; this says so, and loads more. */
export const MoreCauses = ({ loaded, total, isLoading, onMore }: MoreCausesProps) =>
  loaded < total ? (
    <p className="flex flex-wrap items-center gap-3 text-sm text-muted">
      <span>
        {loaded.toLocaleString('en')} of {total.toLocaleString('en')} causes, those in the most accounts first. What you
        choose above is among these.
      </span>
      {loaded < mostCauses ? (
        <Button size="sm" busy={isLoading} onClick={onMore}>
          Show more
        </Button>
      ) : null}
    </p>
  ) : null;
