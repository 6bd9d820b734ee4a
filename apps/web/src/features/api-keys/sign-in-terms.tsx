import type { Role } from '@groundwork/shared';
import { roleNames } from '../../components/domain/role-names.ts';
import { useMe } from '../session/use-me.ts';
import { keyDutyOf } from './key-duties.ts';
import { Term } from './term.tsx';

/** What a tool becomes that signs in. */
export function SignInTerms({ role }: { role: Role }) {
  const { user, agency } = useMe();
  return (
    <>
      <Term
        label="It becomes"
        more={`${keyDutyOf(role)}, in all accounts. It manages no people and makes no further key.`}
      >
        <span className="font-medium">{roleNames[role]}</span> of <span dir="auto">{agency.name}</span>, as{' '}
        <span dir="auto">{user.name}</span>
      </Term>
      <Term label="Until">90 days from now, or until you revoke its key</Term>
    </>
  );
}
