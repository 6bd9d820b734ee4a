import type { MemberView } from '@groundwork/shared/views';
import { UserPlus } from 'lucide-react';
import { useState } from 'react';
import { Alert } from '../components/ui/alert.tsx';
import { Button } from '../components/ui/button.tsx';
import { Card, CardTitle } from '../components/ui/card.tsx';
import { FailureAlert } from '../components/ui/failure-alert.tsx';
import { PageHeader } from '../components/ui/page-header.tsx';
import { SkeletonRows } from '../components/ui/skeleton.tsx';
import { InvitationList } from '../features/members/invitation-list.tsx';
import { InviteDialog, SignInLinkDialog } from '../features/members/link-dialogs.tsx';
import { MemberList } from '../features/members/member-list.tsx';
import { type MemberAction, MemberMenu } from '../features/members/member-menu.tsx';
import { fixedReason } from '../features/members/member-rules.ts';
import { RemoveDialog } from '../features/members/remove-dialog.tsx';
import { RoleSelect } from '../features/members/role-select.tsx';
import { TransferDialog } from '../features/members/transfer-dialog.tsx';
import { useDenied, useMe } from '../features/session/use-me.ts';
import { plural } from '../lib/format.ts';
import { trpc } from '../trpc.ts';

type Open = { what: 'invite' } | { what: MemberAction; member: MemberView };

export function MembersPage() {
  const { user, agency } = useMe();
  const denied = useDenied('member.manage');
  const viewer = { id: user.id, role: user.role, denied };
  const [open, setOpen] = useState<Open | null>(null);
  const [failure, setFailure] = useState<unknown>(null);
  const { data, error, refetch } = trpc.members.list.useQuery();
  const close = () => setOpen(null);
  return (
    <>
      <PageHeader
        title="Members"
        actions={
          <Button
            look="solid"
            disabledReason={denied}
            icon={<UserPlus aria-hidden className="size-4" />}
            onClick={() => setOpen({ what: 'invite' })}
          >
            Invite a member
          </Button>
        }
      >
        {data ? `${plural(data.members.length, 'member')} of ${agency.name}` : `Who works in ${agency.name}`}
      </PageHeader>
      <div className="space-y-8">
        {denied ? (
          <Alert tone="info" title="You can look, not change">
            {denied}
          </Alert>
        ) : null}
        {failure ? <FailureAlert title="The role was not changed" error={failure} /> : null}
        {error && !data ? (
          <FailureAlert title="The members could not be loaded" error={error} onRetry={() => void refetch()} />
        ) : null}
        {!data && !error ? (
          <Card>
            <SkeletonRows rows={3} className="h-15" />
          </Card>
        ) : null}
        {data ? (
          <MemberList
            members={data.members}
            myId={user.id}
            role={(member) => (
              <RoleSelect member={member} fixedReason={fixedReason(member, viewer)} onFailure={setFailure} />
            )}
            actions={(member) => (
              <MemberMenu member={member} viewer={viewer} onChoose={(what) => setOpen({ what, member })} />
            )}
          />
        ) : null}
        {data && (data.invitations.length > 0 || !denied) ? (
          <section className="space-y-2">
            <CardTitle>Invitations</CardTitle>
            {data.invitations.length > 0 ? (
              <InvitationList invitations={data.invitations} deniedReason={denied} />
            ) : (
              <p className="text-sm text-muted">
                None yet. Agency admins sign in with GoHighLevel by themselves and become viewers; invite everybody
                else.
              </p>
            )}
          </section>
        ) : null}
      </div>
      {open?.what === 'invite' ? <InviteDialog onClose={close} /> : null}
      {open?.what === 'link' ? <SignInLinkDialog member={open.member} onClose={close} /> : null}
      {open?.what === 'remove' ? <RemoveDialog member={open.member} onClose={close} /> : null}
      {open?.what === 'transfer' ? <TransferDialog member={open.member} agency={agency.name} onClose={close} /> : null}
    </>
  );
}
