import type { MemberView } from '@groundwork/shared/views';
import { useState } from 'react';
import { Button } from '../../components/ui/button.tsx';
import { Dialog } from '../../components/ui/dialog.tsx';
import { FailureAlert } from '../../components/ui/failure-alert.tsx';
import { trpc } from '../../trpc.ts';
import { InviteForm } from './invite-form.tsx';
import { LinkOnce, type OneTimeLink } from './link-once.tsx';

/** Who is invited, and then the link. Closing it forgets the link. */
export function InviteDialog({ onClose }: { onClose: () => void }) {
  const [made, setMade] = useState<(OneTimeLink & { name: string }) | null>(null);
  const [isCopied, setIsCopied] = useState(false);
  return (
    <Dialog
      open
      onClose={onClose}
      heldBy={made && !isCopied ? notCopied : null}
      title={made ? 'The link is ready' : 'Invite a member'}
      description={
        made
          ? 'Copy it before you close this.'
          : 'For people who do not sign in with GoHighLevel, or before they do. They join by a one-time link.'
      }
    >
      {made ? (
        <Made link={made} onCopied={() => setIsCopied(true)} onClose={onClose} />
      ) : (
        <InviteForm onMade={setMade} onCancel={onClose} />
      )}
    </Dialog>
  );
}

/** For a member without GoHighLevel whose session has ended. */
export function SignInLinkDialog({ member, onClose }: { member: MemberView; onClose: () => void }) {
  const [made, setMade] = useState<OneTimeLink | null>(null);
  const [isCopied, setIsCopied] = useState(false);
  const utils = trpc.useUtils();
  const make = trpc.members.signInLink.useMutation({
    onSuccess: ({ invitation, url, note }) => {
      void utils.members.list.invalidate();
      setMade({ url, note, expiresAt: invitation.expiresAt });
    },
  });
  return (
    <Dialog
      open
      onClose={onClose}
      heldBy={made && !isCopied ? notCopied : null}
      title={made ? 'The link is ready' : `Sign-in link for ${member.name}`}
      description={
        made
          ? 'Copy it before you close this.'
          : `${member.name} does not sign in with GoHighLevel. A one-time link lets them in again; one that is still open stops working.`
      }
    >
      {made ? (
        <Made link={{ ...made, name: member.name }} onCopied={() => setIsCopied(true)} onClose={onClose} />
      ) : (
        <div className="space-y-4">
          {make.error ? <FailureAlert title="No link was made" error={make.error} /> : null}
          <div className="flex flex-wrap justify-end gap-2">
            <Button onClick={onClose}>Cancel</Button>
            <Button look="solid" busy={make.isPending} onClick={() => make.mutate({ memberId: member.id })}>
              Make the link
            </Button>
          </div>
        </div>
      )}
    </Dialog>
  );
}

const notCopied = 'Copy the link first, or close this with Done.';

interface MadeProps {
  link: OneTimeLink & { name: string };
  onCopied: () => void;
  onClose: () => void;
}

const Made = ({ link, onCopied, onClose }: MadeProps) => (
  <div className="space-y-4">
    <LinkOnce {...link} onCopied={onCopied} />
    <div className="flex justify-end">
      <Button onClick={onClose}>Done</Button>
    </div>
  </div>
);
