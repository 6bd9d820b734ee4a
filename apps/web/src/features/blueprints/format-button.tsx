import { WandSparkles } from 'lucide-react';
import { Button } from '../../components/ui/button.tsx';
import { announce } from '../../lib/announce.tsx';
import { trpc } from '../../trpc.ts';

interface FormatButtonProps {
  source: string;
  disabledReason: string | null;
  onFormatted: (source: string) => void;
  onFailure: (error: unknown) => void;
}

/** Brings the text into Groundwork's own layout. What it says and its comments stay. */
export function FormatButton({ source, disabledReason, onFormatted, onFailure }: FormatButtonProps) {
  const format = trpc.blueprints.format.useMutation({
    onMutate: () => onFailure(null),
    onSuccess: (formatted) => {
      announce(formatted.source === source ? 'It was formatted already' : 'Formatted');
      if (formatted.source !== source) onFormatted(formatted.source);
    },
    onError: onFailure,
  });
  return (
    <Button
      look="outline"
      busy={format.isPending}
      disabledReason={disabledReason}
      icon={<WandSparkles aria-hidden className="size-3.5" />}
      onClick={() => format.mutate({ source })}
    >
      Format
    </Button>
  );
}
