import type { AccountView } from '@groundwork/shared/views';
import { useState } from 'react';
import { TextField } from '../../components/ui/field.tsx';
import { plural } from '../../lib/format.ts';
import { filterAccounts } from '../accounts/filter-accounts.ts';

interface AccountChecksProps {
  accounts: readonly AccountView[];
  chosen: ReadonlySet<string>;
  /** The group that is edited; accounts of another one would move. */
  groupId: string | null;
  onChange: (chosen: ReadonlySet<string>) => void;
}

/** Accounts to tick, to be found by their names. */
export function AccountChecks({ accounts, chosen, groupId, onChange }: AccountChecksProps) {
  const [search, setSearch] = useState('');
  const found = filterAccounts(accounts, search);
  const toggle = (id: string, isChosen: boolean) => {
    const next = new Set(chosen);
    if (isChosen) next.add(id);
    else next.delete(id);
    onChange(next);
  };
  return (
    <fieldset className="space-y-2">
      <legend className="mb-1 text-sm font-medium">
        Accounts <span className="font-normal text-muted">· {chosen.size} chosen</span>
      </legend>
      <TextField
        label={<span className="sr-only">Search accounts</span>}
        type="search"
        placeholder="Search accounts"
        value={search}
        onChange={({ target }) => setSearch(target.value)}
        // Enter in a search is no wish to save.
        onKeyDown={(event) => {
          if (event.key === 'Enter') event.preventDefault();
        }}
      />
      <p role="status" className="sr-only">
        {plural(found.length, 'account')} found
      </p>
      <ul
        aria-label="Accounts to choose from"
        className="max-h-64 divide-y divide-line overflow-y-auto rounded-lg border border-line"
      >
        {found.map((account) => (
          <li key={account.id} className="[contain-intrinsic-size:auto_2.25rem] [content-visibility:auto]">
            <label className="flex min-h-9 cursor-pointer items-center gap-3 px-3 py-1 text-sm hover:bg-sunken">
              <input
                type="checkbox"
                checked={chosen.has(account.id)}
                onChange={({ target }) => toggle(account.id, target.checked)}
                className="size-4 shrink-0 accent-accent"
              />
              <span dir="auto" className="min-w-0 flex-1 truncate">
                {account.name}
              </span>
              {account.group && account.group.id !== groupId ? (
                <span className="shrink-0 text-xs text-muted">
                  {chosen.has(account.id) ? 'leaves' : 'in'} “{account.group.name}”
                </span>
              ) : null}
            </label>
          </li>
        ))}
        {found.length === 0 ? (
          <li className="px-3 py-6 text-center text-sm text-muted">No account matches “{search}”.</li>
        ) : null}
      </ul>
    </fieldset>
  );
}
