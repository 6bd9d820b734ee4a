import type { InvitationState, InvitationView } from '@groundwork/shared/views';
import { Ban, CircleCheck, Clock, Mail } from 'lucide-react';
import { type ReactNode, useState } from 'react';
import { roleNames } from '../../components/domain/role-names.ts';
import { Badge } from '../../components/ui/badge.tsx';
import { Button } from '../../components/ui/button.tsx';
import { Card } from '../../components/ui/card.tsx';
import { ConfirmDialog } from '../../components/ui/confirm-dialog.tsx';
import { RelativeTime } from '../../components/ui/time.tsx';
import type { Tone } from '../../components/ui/tone.ts';
import { announce } from '../../lib/announce.tsx';
import { trpc } from '../../trpc.ts';

interface InvitationListProps {
  invitations: readonly InvitationView[];
  /** Why they cannot be revoked; null when they can. */
  deniedReason: string | null;
}

export function InvitationList({ invitations, deniedReason }: InvitationListProps) {
  const [asked, setAsked] = useState<InvitationView | null>(null);
  return (
    <>
      <Card>
        <ul aria-label="Invitations" className="divide-y divide-line">
          {invitations.map((invitation) => (
            <li key={invitation.id} className="flex flex-wrap items-center gap-x-3 gap-y-1.5 px-4 py-2.5">
              <div className="min-w-0 flex-1 basis-56">
                <p className="flex flex-wrap items-center gap-2">
                  <span dir="auto" className="font-medium">
                    {invitation.name}
                  </span>
                  <StateBadge state={invitation.state} />
                </p>
                <p className="text-xs text-muted">
                  {invitation.email}
                  <span aria-hidden> · </span>
                  {roleNames[invitation.role]}
                  <span aria-hidden> · </span>
                  made <RelativeTime iso={invitation.createdAt} />
                  {invitation.createdBy ? ` by ${invitation.createdBy}` : ''}
                  {invitation.state === 'open' ? (
                    <>
                      <span aria-hidden> · </span>
                      expires <RelativeTime iso={invitation.expiresAt} />
                    </>
                  ) : null}
                </p>
              </div>
              {invitation.state === 'open' ? (
                <Button
                  size="sm"
                  disabledReason={deniedReason}
                  aria-label={`Revoke the invitation of ${invitation.name}`}
                  onClick={() => setAsked(invitation)}
                >
                  Revoke
                </Button>
              ) : null}
            </li>
          ))}
        </ul>
      </Card>
      {asked ? <RevokeDialog invitation={asked} onClose={() => setAsked(null)} /> : null}
    </>
  );
}

function RevokeDialog({ invitation, onClose }: { invitation: InvitationView; onClose: () => void }) {
  const utils = trpc.useUtils();
  const revoke = trpc.members.revokeInvitation.useMutation({
    onSuccess: async () => {
      announce(`The invitation of ${invitation.name} is revoked`);
      onClose();
      await utils.members.list.invalidate();
    },
  });
  return (
    <ConfirmDialog
      open
      onClose={onClose}
      onConfirm={() => revoke.mutate({ invitationId: invitation.id })}
      title={`Revoke the invitation of ${invitation.name}?`}
      description={`The link to ${invitation.email} stops working at once. You can make another.`}
      confirmLabel="Revoke"
      busy={revoke.isPending}
      error={revoke.error}
    />
  );
}

const looks: Record<InvitationState, { word: string; tone: Tone; icon: ReactNode }> = {
  open: { word: 'Open', tone: 'info', icon: <Mail aria-hidden /> },
  accepted: { word: 'Accepted', tone: 'ok', icon: <CircleCheck aria-hidden /> },
  expired: { word: 'Expired', tone: 'neutral', icon: <Clock aria-hidden /> },
  revoked: { word: 'Revoked', tone: 'neutral', icon: <Ban aria-hidden /> },
};

function StateBadge({ state }: { state: InvitationState }) {
  const { word, tone, icon } = looks[state];
  return (
    <Badge tone={tone} icon={icon}>
      {word}
    </Badge>
  );
}
