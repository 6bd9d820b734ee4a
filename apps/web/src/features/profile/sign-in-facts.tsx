import type { SessionView } from '@groundwork/shared/views';
import { roleNames } from '../../components/domain/role-names.ts';
import { Skeleton } from '../../components/ui/skeleton.tsx';
import { trpc } from '../../trpc.ts';

/** What a person cannot change here: address, role, and the way in. */
export function SignInFacts({ user }: { user: SessionView['user'] }) {
  const { data } = trpc.members.list.useQuery();
  const me = data?.members.find(({ id }) => id === user.id);
  return (
    <dl className="grid grid-cols-1 gap-x-4 gap-y-1.5 text-sm sm:grid-cols-[8rem_minmax(0,1fr)]">
      <dt className="text-muted">E-mail</dt>
      <dd className="max-sm:mb-1">{user.email}</dd>
      <dt className="text-muted">Role</dt>
      <dd className="max-sm:mb-1">{roleNames[user.role]}</dd>
      <dt className="text-muted">You sign in by</dt>
      <dd>
        {me ? (
          me.signsInByGhl ? (
            'GoHighLevel'
          ) : (
            <>
              One-time link
              <span className="block text-xs text-muted">
                When this session ends, ask an admin of your agency for a new link.
              </span>
            </>
          )
        ) : (
          <Skeleton className="mt-1 h-3.5 w-28" />
        )}
      </dd>
    </dl>
  );
}
