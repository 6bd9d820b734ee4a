import type { DriftIgnoreView } from '@groundwork/shared/views';
import { EyeOff } from 'lucide-react';
import { Button } from '../../components/ui/button.tsx';
import { FailureAlert } from '../../components/ui/failure-alert.tsx';
import { RelativeTime } from '../../components/ui/time.tsx';
import { announce } from '../../lib/announce.tsx';
import { trpc } from '../../trpc.ts';
import { useDenied } from '../session/use-me.ts';

/** What is ignored, until when and why, each to be taken back. */
export function IgnoreList({ ignores }: { ignores: readonly DriftIgnoreView[] }) {
  const utils = trpc.useUtils();
  const denied = useDenied('drift.handle');
  const unignore = trpc.drift.unignore.useMutation({
    onSuccess: async () => {
      announce('It is open again');
      await utils.drift.invalidate();
    },
  });
  if (ignores.length === 0) return null;
  return (
    <>
      <ul aria-label="Ignored" className="space-y-1 text-sm text-muted">
        {ignores.map(({ id, location, until, reason, createdBy }) => (
          <li key={id} className="flex items-start gap-x-2">
            <EyeOff aria-hidden className="mt-1 size-3.5 shrink-0" />
            <span className="min-w-0 py-0.5">
              Ignored {location ? <span dir="auto">in {location.name}</span> : 'everywhere'}
              {createdBy ? ` by ${createdBy}` : ''}, opens again <RelativeTime iso={until} />:{' '}
              <span dir="auto">“{reason}”</span>
            </span>
            <Button
              size="sm"
              look="ghost"
              className="-my-0.5"
              busy={unignore.isPending && unignore.variables.id === id}
              disabledReason={denied}
              aria-label={`Open again ${location ? `in ${location.name}` : 'everywhere'}`}
              onClick={() => unignore.mutate({ id })}
            >
              Open again
            </Button>
          </li>
        ))}
      </ul>
      {unignore.error ? <FailureAlert title="It stays ignored" error={unignore.error} /> : null}
    </>
  );
}
