import { may, type Permission } from '@groundwork/shared';
import type { SessionView } from '@groundwork/shared/views';
import { roleNames } from '../../components/domain/role-names.ts';
import { trpc } from '../../trpc.ts';

/** Who is signed in. Only below the shell, whose guard has loaded it. */
export function useMe(): SessionView {
  const { data } = trpc.session.me.useQuery(undefined, { staleTime: 60_000 });
  if (!data) throw new Error('useMe was called outside the signed-in part of the app');
  return data;
}

/** Why the member's role may not do this; null when it may. */
export function useDenied(permission: Permission): string | null {
  const { role } = useMe().user;
  return may(role, permission)
    ? null
    : `${roleNames[role]}s may not do this. Ask an owner or admin of your agency for a higher role.`;
}
