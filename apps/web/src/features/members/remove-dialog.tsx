import type { MemberView } from '@groundwork/shared/views';
import { ConfirmDialog } from '../../components/ui/confirm-dialog.tsx';
import { announce } from '../../lib/announce.tsx';
import { trpc } from '../../trpc.ts';

export function RemoveDialog({ member, onClose }: { member: MemberView; onClose: () => void }) {
  const utils = trpc.useUtils();
  const remove = trpc.members.remove.useMutation({
    onSuccess: async () => {
      announce(`${member.name} is removed`);
      onClose();
      await utils.members.list.invalidate();
    },
  });
  return (
    <ConfirmDialog
      open
      onClose={onClose}
      onConfirm={() => remove.mutate({ memberId: member.id })}
      title={`Remove ${member.name}?`}
      description={`Their sessions end at once, and so do open links to ${member.email} and those they made. What they did keeps their name. A new invitation brings them back.`}
      confirmLabel="Remove"
      busy={remove.isPending}
      error={remove.error}
    />
  );
}
