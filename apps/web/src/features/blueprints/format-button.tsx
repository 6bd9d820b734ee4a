import { WandSparkles } from 'lucide-react';
import { Button } from '../../components/ui/button.tsx';

interface FormatButtonProps {
  busy: boolean;
  disabledReason: string | null;
  onFormat: () => void;
}

export const FormatButton = ({ busy, disabledReason, onFormat }: FormatButtonProps) => (
  <Button
    look="outline"
    busy={busy}
    disabledReason={disabledReason}
    icon={<WandSparkles aria-hidden className="size-3.5" />}
    onClick={onFormat}
    aria-keyshortcuts="Shift+Alt+F"
  >
    Format
  </Button>
);
