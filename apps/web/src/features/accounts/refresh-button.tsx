import { RefreshCw } from 'lucide-react';
import { Button } from '../../components/ui/button.tsx';
import { announce } from '../../lib/announce.tsx';
import { plural } from '../../lib/format.ts';
import { trpc } from '../../trpc.ts';

interface RefreshButtonProps {
  deniedReason: string | null;
  onFailure: (error: unknown) => void;
}

export function RefreshButton({ deniedReason, onFailure }: RefreshButtonProps) {
  const utils = trpc.useUtils();
  const sync = trpc.accounts.sync.useMutation({
    onMutate: () => onFailure(null),
    onSuccess: (view) => {
      utils.accounts.list.setData(undefined, view);
      announce(`Refreshed: ${plural(view.accounts.length, 'account')}`);
    },
    onError: onFailure,
  });
  return (
    <Button
      busy={sync.isPending}
      disabledReason={deniedReason}
      icon={<RefreshCw aria-hidden className="size-4" />}
      onClick={() => sync.mutate()}
    >
      {sync.isPending ? 'Reading from GoHighLevel…' : 'Refresh from GoHighLevel'}
    </Button>
  );
}
