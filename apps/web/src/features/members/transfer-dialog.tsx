import type { MemberView } from '@groundwork/shared/views';
import { ConfirmDialog } from '../../components/ui/confirm-dialog.tsx';
import { announce } from '../../lib/announce.tsx';
import { trpc } from '../../trpc.ts';

interface TransferDialogProps {
  member: MemberView;
  agency: string;
  onClose: () => void;
}

/** Hard to take back: only the new owner could. So the agency's name is typed. */
export function TransferDialog({ member, agency, onClose }: TransferDialogProps) {
  const utils = trpc.useUtils();
  const transfer = trpc.members.transferOwnership.useMutation({
    onSuccess: async () => {
      announce(`${member.name} is the owner now; you are an admin`);
      onClose();
      await Promise.all([utils.members.list.invalidate(), utils.session.me.invalidate()]);
    },
  });
  return (
    <ConfirmDialog
      open
      onClose={onClose}
      onConfirm={() => transfer.mutate({ memberId: member.id })}
      title={`Make ${member.name} the owner?`}
      description={`You become an admin. Only ${member.name} can hand the agency back to you.`}
      confirmLabel="Hand the agency over"
      typed={agency}
      busy={transfer.isPending}
      error={transfer.error}
    />
  );
}
