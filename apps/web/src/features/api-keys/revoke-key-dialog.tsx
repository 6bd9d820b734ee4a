import type { ApiKeyView } from '@groundwork/shared/views';
import { ConfirmDialog } from '../../components/ui/confirm-dialog.tsx';
import { announce } from '../../lib/announce.tsx';
import { trpc } from '../../trpc.ts';

export function RevokeKeyDialog({ apiKey, onClose }: { apiKey: ApiKeyView; onClose: () => void }) {
  const utils = trpc.useUtils();
  const revoke = trpc.apiKeys.revoke.useMutation({
    onSuccess: async () => {
      announce(`The key ${apiKey.name} is revoked`);
      onClose();
      await Promise.all([utils.apiKeys.list.invalidate(), utils.apiKeys.audit.invalidate()]);
    },
  });
  return (
    <ConfirmDialog
      open
      onClose={onClose}
      onConfirm={() => revoke.mutate({ id: apiKey.id })}
      title={`Revoke “${apiKey.name}”?`}
      description={
        <>
          Whatever uses {apiKey.isOwn ? 'it' : `this key of ${apiKey.owner.name}`} is refused from now on
          {apiKey.lastUsedAt ? '' : '; nothing has used it so far'}. Jobs it started go on. This cannot be taken back,
          but another key can be made.
        </>
      }
      confirmLabel="Revoke"
      busy={revoke.isPending}
      error={revoke.error}
    />
  );
}
