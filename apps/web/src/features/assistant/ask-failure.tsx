import { Alert } from '../../components/ui/alert.tsx';
import { Button } from '../../components/ui/button.tsx';
import { FailureAlert } from '../../components/ui/failure-alert.tsx';
import { readFailure } from '../../lib/app-error.ts';
import { useNow } from '../../lib/use-now.ts';

interface AskFailureProps {
  error: unknown;
  /** When it failed. */
  atMs: number;
  disabledReason: string | null;
  onAgain: () => void;
}

/** Why there is no answer, and the way on. */
export function AskFailure({ error, atMs, disabledReason, onAgain }: AskFailureProps) {
  const { code, retryable, retryAfterSeconds = 0 } = readFailure(error);
  const now = useNow(retryAfterSeconds > 0 ? 1_000 : null);
  const waitSeconds = Math.max(0, Math.ceil((atMs - now) / 1000 + retryAfterSeconds));
  const again = (
    <Button
      size="sm"
      disabledReason={disabledReason ?? (waitSeconds > 0 ? `Possible again in ${waitText(waitSeconds)}.` : null)}
      onClick={onAgain}
    >
      Ask again
    </Button>
  );
  if (code === 'UNREACHABLE')
    return (
      <Alert tone="bad" title="The line broke off before the answer" urgent actions={again}>
        Groundwork does not answer, or your connection is gone. Nothing was changed.
      </Alert>
    );
  return (
    <div className="space-y-2">
      <FailureAlert title="There is no answer" error={error} actions={retryable && waitSeconds === 0 ? again : null} />
      {/* Outside of the alert, which would be read out anew with every second. */}
      {waitSeconds > 0 ? (
        <p className="flex flex-wrap items-center justify-between gap-2 text-sm text-muted tabular-nums">
          Possible again in {waitText(waitSeconds)}
          {again}
        </p>
      ) : null}
    </div>
  );
}

const waitText = (seconds: number) =>
  seconds < 60 ? `${seconds} s` : `${Math.floor(seconds / 60)} min ${String(seconds % 60).padStart(2, '0')} s`;
