import { Trash2 } from 'lucide-react';
import { useState } from 'react';
import { Button } from '../../components/ui/button.tsx';
import { ConfirmDialog } from '../../components/ui/confirm-dialog.tsx';
import { announce } from '../../lib/announce.tsx';
import { trpc } from '../../trpc.ts';

interface RemoveTemplateButtonProps {
  template: { id: string; name: string };
  size: 'sm' | 'md';
  deniedReason: string | null;
  onRemoved?: () => void;
}

export function RemoveTemplateButton({ template, size, deniedReason, onRemoved }: RemoveTemplateButtonProps) {
  const [isOpen, setOpen] = useState(false);
  const utils = trpc.useUtils();
  const remove = trpc.blueprints.removeTemplate.useMutation({
    onSuccess: () => {
      setOpen(false);
      announce(`Removed the template ${template.name}`);
      onRemoved?.();
      void utils.blueprints.library.invalidate();
    },
  });
  return (
    <>
      <Button
        look="ghost"
        size={size}
        disabledReason={deniedReason}
        icon={<Trash2 aria-hidden className="size-3.5" />}
        aria-label={`Remove the template ${template.name}`}
        onClick={() => setOpen(true)}
      >
        Remove
      </Button>
      <ConfirmDialog
        open={isOpen}
        onClose={() => setOpen(false)}
        onConfirm={() => remove.mutate({ id: template.id })}
        title={`Remove “${template.name}”?`}
        description="Blueprints that were started from it stay as they are."
        confirmLabel="Remove the template"
        busy={remove.isPending}
        error={remove.error}
      />
    </>
  );
}
