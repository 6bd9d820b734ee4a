import { Square } from 'lucide-react';
import { Button } from '../../components/ui/button.tsx';
import { Kbd } from '../../components/ui/kbd.tsx';
import { Spinner } from '../../components/ui/spinner.tsx';
import { useNow } from '../../lib/use-now.ts';
import type { Turn } from './turn.ts';
import { useThrottled } from './use-throttled.ts';

/** What it is doing, for how long, and the way to stop it. */
export function TurnProgress({ turn, onCancel }: { turn: Turn; onCancel: () => void }) {
  const now = useNow(1_000);
  const seconds = Math.floor((now - turn.startedAtMs) / 1000);
  const step = turn.steps.at(-1) ?? 'Asking';
  const said = useThrottled(step, 1_500);
  return (
    <div className="flex flex-wrap items-center gap-x-3 gap-y-2">
      <Spinner className="size-4 shrink-0 text-accent" />
      <p className="min-w-0 flex-1 basis-40 text-sm">
        <span aria-hidden>{step}</span>
        <span role="status" className="sr-only">
          {said}
        </span>
        {seconds >= 1 ? <span className="ml-2 text-xs text-muted tabular-nums">{seconds} s</span> : null}
      </p>
      <Button size="sm" icon={<Square aria-hidden className="size-3" />} aria-keyshortcuts="Escape" onClick={onCancel}>
        Cancel
        <Kbd>Esc</Kbd>
      </Button>
    </div>
  );
}
