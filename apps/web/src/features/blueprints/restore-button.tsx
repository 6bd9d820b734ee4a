import type { BlueprintVersionView } from '@groundwork/shared/views';
import { History } from 'lucide-react';
import { Button } from '../../components/ui/button.tsx';
import { announce } from '../../lib/announce.tsx';
import { trpc } from '../../trpc.ts';

interface RestoreButtonProps {
  version: BlueprintVersionView;
  deniedReason: string | null;
  onRestored: (newest: BlueprintVersionView) => void;
  onFailure: (error: unknown) => void;
}

/** Saves an old version's text as the newest. The versions between stay in the history. */
export function RestoreButton({ version, deniedReason, onRestored, onFailure }: RestoreButtonProps) {
  const utils = trpc.useUtils();
  const save = trpc.blueprints.save.useMutation({
    onMutate: () => onFailure(null),
    onSuccess: (newest) => {
      void utils.blueprints.list.invalidate();
      void utils.blueprints.versions.invalidate({ blueprintId: newest.blueprintId });
      utils.blueprints.get.setData({ blueprintId: newest.blueprintId }, newest);
      announce(`Version ${version.version} is the newest again, as version ${newest.version}`);
      onRestored(newest);
    },
    onError: onFailure,
  });
  return (
    <Button
      busy={save.isPending}
      disabledReason={deniedReason}
      icon={<History aria-hidden className="size-3.5" />}
      onClick={() => save.mutate({ source: version.source })}
    >
      Restore this version
    </Button>
  );
}
