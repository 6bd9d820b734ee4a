import type { AccountView } from '@groundwork/shared/views';
import { useState } from 'react';
import { Button } from '../../components/ui/button.tsx';
import { Card } from '../../components/ui/card.tsx';
import { SelectField } from '../../components/ui/field.tsx';
import { SearchField } from '../../components/ui/search-field.tsx';
import { plural } from '../../lib/format.ts';
import { matchWords } from '../../lib/match-words.ts';
import { AccountTick } from './account-tick.tsx';
import { groupsOf } from './groups-of.ts';
import { choose, type RolloutDraft, toggleFirst } from './rollout-draft.ts';

interface AccountChoiceProps {
  /** All that can be provisioned now. */
  accounts: readonly AccountView[];
  draft: RolloutDraft;
  onChange: (draft: RolloutDraft) => void;
}

/** A list to tick, by words, by group, or all that is shown. */
export function AccountChoice({ accounts, draft, onChange }: AccountChoiceProps) {
  const [search, setSearch] = useState('');
  const [group, setGroup] = useState('');
  const groups = groupsOf(accounts);
  const matches = matchWords(search);
  const shown = accounts.filter(
    ({ name, address, id, group: own }) =>
      (group === '' || (own?.id ?? 'none') === group) && matches(`${name} ${address ?? ''} ${id}`),
  );
  const ids = shown.map(({ id }) => id);
  const chosen = new Set(draft.chosen);
  const first = new Set(draft.first);
  const areAllChosen = ids.length > 0 && ids.every((id) => chosen.has(id));
  return (
    <div className="space-y-3">
      <div className="flex flex-wrap items-center gap-3">
        <SearchField label="Search accounts" value={search} onChange={setSearch} />
        {groups.length > 0 ? (
          <SelectField
            label="Group"
            value={group}
            options={[
              { value: '', label: 'All' },
              ...groups.map(({ id, name }) => ({ value: id, label: name })),
              { value: 'none', label: 'In no group' },
            ]}
            onChange={({ target }) => setGroup(target.value)}
          />
        ) : null}
        <Button
          size="sm"
          disabledReason={ids.length === 0 ? 'No account is shown.' : null}
          onClick={() => onChange(choose(draft, ids, !areAllChosen))}
        >
          {areAllChosen ? 'Take out' : 'Select'} all shown ({ids.length})
        </Button>
      </div>
      <Card className="max-h-[26rem] overflow-y-auto">
        {shown.length === 0 ? (
          <p className="px-4 py-8 text-center text-sm text-muted">
            {search ? `No account matches “${search}”.` : 'No account is in this group.'}
          </p>
        ) : null}
        <ul aria-label="Accounts to choose from" className="divide-y divide-line">
          {shown.map((account) => (
            <AccountTick
              key={account.id}
              account={account}
              isChosen={chosen.has(account.id)}
              isFirst={first.has(account.id)}
              onChoose={(isChosen) => onChange(choose(draft, [account.id], isChosen))}
              onFirst={() => onChange(toggleFirst(draft, account.id))}
            />
          ))}
        </ul>
      </Card>
      <p className="text-sm text-muted">
        {draft.first.length > 0
          ? `${plural(draft.first.length, 'account')} marked to go first.`
          : 'Mark those that shall go first; else the first of the list do.'}
      </p>
    </div>
  );
}
