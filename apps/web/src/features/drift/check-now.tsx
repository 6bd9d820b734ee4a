import { RefreshCw } from 'lucide-react';
import { Button } from '../../components/ui/button.tsx';
import { announce } from '../../lib/announce.tsx';
import { plural } from '../../lib/format.ts';
import { trpc } from '../../trpc.ts';
import { useDenied } from '../session/use-me.ts';

interface CheckNowProps {
  /** How many accounts are being checked. */
  checking: number;
  onFailure: (error: unknown) => void;
}

export function CheckNow({ checking, onFailure }: CheckNowProps) {
  const utils = trpc.useUtils();
  const denied = useDenied('drift.handle');
  const check = trpc.drift.check.useMutation({
    onMutate: () => onFailure(null),
    onSuccess: async ({ requested }) => {
      announce(requested === 0 ? 'There is nothing to check' : `${plural(requested, 'account')} to check`);
      await utils.drift.get.invalidate();
    },
    onError: onFailure,
  });
  return (
    <Button
      busy={check.isPending || checking > 0}
      disabledReason={denied}
      icon={<RefreshCw aria-hidden className="size-4" />}
      onClick={() => check.mutate({})}
    >
      {checking > 0 ? 'Checking…' : 'Check all now'}
    </Button>
  );
}
