import type { BlueprintVersionView, LibraryEntryView } from '@groundwork/shared/views';
import { Button } from '../../components/ui/button.tsx';
import { announce } from '../../lib/announce.tsx';
import { trpc } from '../../trpc.ts';

interface StarterButtonProps {
  entry: LibraryEntryView;
  size: 'sm' | 'md';
  deniedReason: string | null;
  onSaved: (version: BlueprintVersionView) => void;
  onFailure: (error: unknown) => void;
}

/** Saves a library blueprint as the agency's own. The same text twice is the same version. */
export function StarterButton({ entry, size, deniedReason, onSaved, onFailure }: StarterButtonProps) {
  const utils = trpc.useUtils();
  const save = trpc.blueprints.save.useMutation({
    onMutate: () => onFailure(null),
    onSuccess: (version) => {
      void utils.blueprints.list.invalidate();
      void utils.blueprints.versions.invalidate({ blueprintId: version.blueprintId });
      utils.blueprints.get.setData({ blueprintId: version.blueprintId }, version);
      announce(`Saved ${version.name}, version ${version.version}`);
      onSaved(version);
    },
    onError: onFailure,
  });
  return (
    <Button
      look="solid"
      size={size}
      busy={save.isPending}
      disabledReason={deniedReason}
      aria-label={`Use as is: ${entry.name}`}
      onClick={() => save.mutate({ source: entry.source })}
    >
      Use as is
    </Button>
  );
}
