import type { MemberView } from '@groundwork/shared/views';
import type { ReactNode } from 'react';
import { Badge } from '../../components/ui/badge.tsx';
import { Card } from '../../components/ui/card.tsx';
import { RelativeTime } from '../../components/ui/time.tsx';

interface MemberListProps {
  members: readonly MemberView[];
  myId: string;
  role: (member: MemberView) => ReactNode;
  actions: (member: MemberView) => ReactNode;
}

export const MemberList = ({ members, myId, role, actions }: MemberListProps) => (
  <Card>
    <ul aria-label="Members" className="divide-y divide-line">
      {members.map((member) => (
        <li
          key={member.id}
          className="grid grid-cols-[minmax(0,1fr)_auto] items-center gap-x-4 gap-y-1.5 px-4 py-2.5 sm:grid-cols-[minmax(0,1fr)_10rem_auto]"
        >
          <div className="min-w-0">
            <p className="flex flex-wrap items-center gap-2">
              <span dir="auto" className="font-medium">
                {member.name}
              </span>
              {member.id === myId ? <Badge>You</Badge> : null}
            </p>
            <p className="text-xs text-muted">
              {member.email}
              <span aria-hidden> · </span>
              {member.signsInByGhl ? 'signs in with GoHighLevel' : 'signs in by one-time link'}
              <span aria-hidden> · </span>
              {member.lastSeenAt ? (
                <>
                  last seen <RelativeTime iso={member.lastSeenAt} />
                </>
              ) : (
                'not signed in yet'
              )}
            </p>
          </div>
          <div className="max-sm:order-3 max-sm:col-span-2">{role(member)}</div>
          <div className="flex min-w-9 justify-end">{actions(member)}</div>
        </li>
      ))}
    </ul>
  </Card>
);
