import type { MySessionView } from '@groundwork/shared/views';
import { Laptop, Smartphone } from 'lucide-react';
import { useState } from 'react';
import { Badge } from '../../components/ui/badge.tsx';
import { Button } from '../../components/ui/button.tsx';
import { Card, CardTitle } from '../../components/ui/card.tsx';
import { ConfirmDialog } from '../../components/ui/confirm-dialog.tsx';
import { FailureAlert } from '../../components/ui/failure-alert.tsx';
import { SkeletonRows } from '../../components/ui/skeleton.tsx';
import { RelativeTime } from '../../components/ui/time.tsx';
import { announce } from '../../lib/announce.tsx';
import { plural } from '../../lib/format.ts';
import { trpc } from '../../trpc.ts';
import { nameBrowser } from './name-browser.ts';

/** Where the person is signed in. Another session can be ended alone, or all others at once. */
export function SessionList() {
  const { data, error, refetch } = trpc.sessions.list.useQuery();
  const revoke = trpc.sessions.revoke.useMutation({
    onSuccess: () => announce('That session is signed out'),
    onSettled: () => refetch(),
  });
  const others = data?.filter(({ isCurrent }) => !isCurrent).length ?? 0;
  return (
    <>
      <div className="flex min-h-9 flex-wrap items-center justify-between gap-2">
        <CardTitle>Sessions</CardTitle>
        {others > 0 ? <SignOutOthers count={others} onDone={() => void refetch()} /> : null}
      </div>
      {revoke.error ? <FailureAlert title="The session was not signed out" error={revoke.error} /> : null}
      {error && !data ? (
        <FailureAlert title="Your sessions could not be loaded" error={error} onRetry={() => void refetch()} />
      ) : (
        <Card>
          {data ? (
            <ul aria-label="Sessions" className="divide-y divide-line">
              {data.map((session) => (
                <SessionRow
                  key={session.id}
                  session={session}
                  busy={revoke.isPending && revoke.variables.sessionId === session.id}
                  onRevoke={() => revoke.mutate({ sessionId: session.id })}
                />
              ))}
            </ul>
          ) : (
            <SkeletonRows rows={2} className="h-15" />
          )}
        </Card>
      )}
    </>
  );
}

interface SessionRowProps {
  session: MySessionView;
  busy: boolean;
  onRevoke: () => void;
}

function SessionRow({ session, busy, onRevoke }: SessionRowProps) {
  const browser = nameBrowser(session.userAgent);
  const Icon = /iPhone|iPad|Android/.test(browser) ? Smartphone : Laptop;
  return (
    <li className="flex flex-wrap items-center gap-x-3 gap-y-1.5 px-4 py-2.5">
      <Icon aria-hidden className="size-4 shrink-0 text-muted" />
      <div className="min-w-0 flex-1 basis-48">
        <p className="flex flex-wrap items-center gap-2 font-medium" title={session.userAgent ?? undefined}>
          {browser}
          {session.isCurrent ? <Badge tone="ok">This session</Badge> : null}
        </p>
        <p className="text-xs text-muted">
          {session.isCurrent ? (
            'In use now'
          ) : (
            <>
              Last seen <RelativeTime iso={session.lastSeenAt} />
            </>
          )}
          , signed in by {session.signedInBy === 'ghl' ? 'GoHighLevel' : 'one-time link'}{' '}
          <RelativeTime iso={session.createdAt} />
        </p>
      </div>
      {session.isCurrent ? null : (
        <Button size="sm" busy={busy} aria-label={`Sign out ${browser}`} onClick={onRevoke}>
          Sign out
        </Button>
      )}
    </li>
  );
}

function SignOutOthers({ count, onDone }: { count: number; onDone: () => void }) {
  const [isAsking, setIsAsking] = useState(false);
  const revoke = trpc.sessions.revokeOthers.useMutation({
    onSuccess: ({ revoked }) => {
      setIsAsking(false);
      announce(`${plural(revoked, 'session')} signed out`);
      onDone();
    },
  });
  return (
    <>
      <Button size="sm" onClick={() => setIsAsking(true)}>
        Sign out all others
      </Button>
      <ConfirmDialog
        open={isAsking}
        onClose={() => setIsAsking(false)}
        onConfirm={() => revoke.mutate()}
        title={`Sign out ${plural(count, 'other session')}?`}
        description="Whoever works there has to sign in again. This session stays, and jobs go on."
        confirmLabel="Sign out all others"
        busy={revoke.isPending}
        error={revoke.error}
      />
    </>
  );
}
