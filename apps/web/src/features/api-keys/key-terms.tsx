import type { KeyWishView } from '@groundwork/shared/views';
import { roleNames } from '../../components/domain/role-names.ts';
import { plural } from '../../lib/format.ts';
import { useMe } from '../session/use-me.ts';
import { keyDutyOf } from './key-duties.ts';
import { Term } from './term.tsx';

/** The key that a tool asks for, word for word as it will be made. */
export function KeyTerms({ wish: { name, role, accounts, expiresInDays } }: { wish: KeyWishView }) {
  const { user, agency } = useMe();
  return (
    <>
      <Term label="Wants a key" more="as the tool names it">
        <span dir="auto" className="font-semibold">
          {name}
        </span>
      </Term>
      <Term label="Role" more={`${keyDutyOf(role)}. It manages no people and makes no further key.`}>
        <span className="font-semibold">{roleNames[role]}</span>, in your name, <span dir="auto">{user.name}</span>
      </Term>
      <Term label="Accounts">
        {accounts === null ? (
          <>
            <span className="font-semibold">All</span> of <span dir="auto">{agency.name}</span>, also those that come
            later
          </>
        ) : (
          <>
            Only {accounts.length} of <span dir="auto">{agency.name}</span>
            {/* Scrolls, so the keyboard has to reach it. */}
            <ul tabIndex={0} aria-label="Accounts it is for" className="max-h-40 list-disc overflow-y-auto pl-5">
              {accounts.map(({ id, name: account }) => (
                <li key={id} dir="auto" className="font-semibold">
                  {account}
                </li>
              ))}
            </ul>
          </>
        )}
      </Term>
      <Term label="Until">
        {expiresInDays === null ? (
          <span className="font-semibold text-warn">Somebody revokes it: it does not end by itself</span>
        ) : (
          `${plural(expiresInDays, 'day')} from now, or until you revoke it`
        )}
      </Term>
    </>
  );
}
