import { Button } from '../../components/ui/button.tsx';

interface PagerProps {
  offset: number;
  size: number;
  total: number;
  onMove: (offset: number) => void;
  /** Of what, where there are two. */
  of?: string;
}

/** Says nothing where all fit on one page. */
export function Pager({ offset, size, total, onMove, of }: PagerProps) {
  if (total <= size && offset === 0) return null;
  const last = Math.min(offset + size, total);
  return (
    <nav
      aria-label={of ? `Pages of ${of}` : 'Pages'}
      className="flex items-center justify-center gap-3 text-sm text-muted"
    >
      <Button
        size="sm"
        disabledReason={offset === 0 ? 'These are the first.' : null}
        onClick={() => onMove(Math.max(0, offset - size))}
      >
        Previous
      </Button>
      <span role="status" className="tabular-nums">
        {offset + 1}–{last} of {total}
        {of ? ` ${of}` : ''}
      </span>
      <Button
        size="sm"
        disabledReason={last >= total ? 'These are the last.' : null}
        onClick={() => onMove(offset + size)}
      >
        Next
      </Button>
    </nav>
  );
}
