import { useId, useState } from 'react';
import { FailureAlert } from '../../components/ui/failure-alert.tsx';
import { TextField } from '../../components/ui/field.tsx';
import { SkeletonRows } from '../../components/ui/skeleton.tsx';
import { plural } from '../../lib/format.ts';
import { trpc } from '../../trpc.ts';
import { filterAccounts } from '../accounts/filter-accounts.ts';

interface AccountTicksProps {
  chosen: ReadonlySet<string>;
  onChange: (chosen: ReadonlySet<string>) => void;
  error: string | null;
}

/** What was ticked stays so while the search hides it. */
export function AccountTicks({ chosen, onChange, error }: AccountTicksProps) {
  const id = useId();
  const [search, setSearch] = useState('');
  const { data, error: failure, refetch } = trpc.accounts.list.useQuery();
  if (failure && !data)
    return <FailureAlert title="The accounts could not be loaded" error={failure} onRetry={() => void refetch()} />;
  const shown = filterAccounts(data?.accounts ?? [], search);
  return (
    <div className="space-y-2">
      <TextField
        label="Search accounts"
        type="search"
        autoComplete="off"
        value={search}
        onChange={({ target }) => setSearch(target.value)}
        // Enter would make the key.
        onKeyDown={(event) => event.key === 'Enter' && event.preventDefault()}
      />
      <div
        role="group"
        aria-label="Accounts it is for"
        aria-describedby={`${id}-count`}
        className="max-h-44 overflow-y-auto rounded-md border border-line"
      >
        {data ? null : <SkeletonRows rows={3} className="h-9" />}
        {data && shown.length === 0 ? (
          <p className="px-3 py-4 text-center text-sm text-muted">
            {search ? `No account matches “${search}”.` : 'No account is connected yet.'}
          </p>
        ) : null}
        {shown.map(({ id: locationId, name, address }) => (
          <label
            key={locationId}
            className="flex cursor-pointer items-center gap-3 px-3 py-1.5 text-sm [contain-intrinsic-size:auto_2.25rem] [content-visibility:auto] hover:bg-sunken"
          >
            <input
              type="checkbox"
              checked={chosen.has(locationId)}
              onChange={({ target }) => onChange(withOrWithout(chosen, locationId, target.checked))}
              className="size-4 shrink-0 accent-accent"
            />
            <span className="min-w-0 truncate">
              <span dir="auto">{name}</span> <span className="text-xs text-muted">{address}</span>
            </span>
          </label>
        ))}
      </div>
      <p id={`${id}-count`} className={`text-xs ${error ? 'font-medium text-bad' : 'text-muted'}`}>
        {error ?? `${plural(chosen.size, 'account')} chosen`}
      </p>
    </div>
  );
}

function withOrWithout(chosen: ReadonlySet<string>, id: string, isChosen: boolean): ReadonlySet<string> {
  const next = new Set(chosen);
  if (isChosen) next.add(id);
  else next.delete(id);
  return next;
}
