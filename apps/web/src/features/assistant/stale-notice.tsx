import { Button } from '../../components/ui/button.tsx';

interface StaleNoticeProps {
  isStale: boolean;
  disabledReason: string | null;
  onAgain: () => void;
}

/** A proposal is a whole text: against a newer one, its diff would also take back what was changed since. */
export const StaleNotice = ({ isStale, disabledReason, onAgain }: StaleNoticeProps) =>
  isStale ? (
    <p className="flex flex-wrap items-center justify-between gap-2 rounded-md bg-warn-soft px-2.5 py-1.5 text-sm text-warn">
      <span className="min-w-0 flex-1 basis-40">
        The text has changed since this was asked. Look with care: its diff may undo what was changed.
      </span>
      <Button size="sm" disabledReason={disabledReason} onClick={onAgain}>
        Ask again
      </Button>
    </p>
  ) : null;
