import { RefreshCw } from 'lucide-react';
import { Button } from '../../components/ui/button.tsx';
import { announce } from '../../lib/announce.tsx';
import { plural } from '../../lib/format.ts';
import { trpc } from '../../trpc.ts';

interface RefreshButtonProps {
  deniedReason: string | null;
  onFailure: (error: unknown) => void;
  label?: string;
  size?: 'sm' | 'md';
}

/** Reads the agency's sub-accounts anew. */
export function RefreshButton({
  deniedReason,
  onFailure,
  label = 'Refresh from GoHighLevel',
  size = 'md',
}: RefreshButtonProps) {
  const utils = trpc.useUtils();
  const sync = trpc.accounts.sync.useMutation({
    onMutate: () => onFailure(null),
    onSuccess: (view) => {
      utils.accounts.list.setData(undefined, view);
      void utils.connections.check.invalidate();
      announce(`Refreshed: ${plural(view.accounts.length, 'account')}`);
    },
    onError: onFailure,
  });
  return (
    <Button
      size={size}
      busy={sync.isPending}
      disabledReason={deniedReason}
      icon={<RefreshCw aria-hidden className="size-4" />}
      onClick={() => sync.mutate()}
    >
      {sync.isPending ? 'Reading from GoHighLevel…' : label}
    </Button>
  );
}
