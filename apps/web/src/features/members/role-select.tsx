import type { Role } from '@groundwork/shared';
import type { MemberView } from '@groundwork/shared/views';
import { roleDuties, roleNames } from '../../components/domain/role-names.ts';
import { Spinner } from '../../components/ui/spinner.tsx';
import { inputClass } from '../../components/ui/field.tsx';
import { announce } from '../../lib/announce.tsx';
import { trpc } from '../../trpc.ts';

export const givenRoles = ['viewer', 'operator', 'admin'] as const;
export type GivenRole = (typeof givenRoles)[number];

interface RoleSelectProps {
  member: MemberView;
  /** Why the role stays; null where it can be changed. */
  fixedReason: string | null;
  onFailure: (error: unknown) => void;
}

/** The role to choose, or to read where it is not for the viewer to change. */
export function RoleSelect({ member, fixedReason, onFailure }: RoleSelectProps) {
  const utils = trpc.useUtils();
  const setRole = trpc.members.setRole.useMutation({
    // Whoever changes their mind meanwhile has the last word: one after another.
    scope: { id: `role of ${member.id}` },
    onMutate: () => onFailure(null),
    onSuccess: async ({ name, role }) => {
      announce(`${name} is ${roleNames[role]} now`);
      await utils.members.list.invalidate();
    },
    onError: onFailure,
  });
  if (fixedReason !== null)
    return (
      <span title={`${roleDuties[member.role]}. ${fixedReason}`} className="text-sm">
        {roleNames[member.role]}
      </span>
    );
  const shown: Role = setRole.isPending ? setRole.variables.role : member.role;
  return (
    <span className="flex items-center gap-2">
      <select
        aria-label={`Role of ${member.name}`}
        aria-busy={setRole.isPending}
        value={shown}
        onChange={(event) => {
          const role = givenRoles.find((known) => known === event.target.value);
          if (role) setRole.mutate({ memberId: member.id, role });
        }}
        className={`${inputClass} w-auto py-1 pr-7 text-sm`}
      >
        {givenRoles.map((role) => (
          <option key={role} value={role}>
            {roleNames[role]}
          </option>
        ))}
      </select>
      {setRole.isPending ? <Spinner className="size-3.5 text-muted" /> : null}
    </span>
  );
}
