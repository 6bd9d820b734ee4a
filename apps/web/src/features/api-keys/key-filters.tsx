import type { ApiKeyView } from '@groundwork/shared/views';
import { SelectField } from '../../components/ui/field.tsx';
import { SearchField } from '../../components/ui/search-field.tsx';
import { type KeyFilter, ownersOf } from './filter-keys.ts';
import { keyStateLooks, keyStates } from './key-state-badge.tsx';

interface KeyFiltersProps {
  /** All there are. */
  keys: readonly ApiKeyView[];
  filter: KeyFilter;
  onChange: (change: Partial<KeyFilter>) => void;
}

export function KeyFilters({ keys, filter, onChange }: KeyFiltersProps) {
  const owners = ownersOf(keys);
  return (
    <div className="mb-3 flex flex-wrap gap-3">
      <SearchField
        label="Search keys by name or beginning"
        value={filter.search}
        onChange={(search) => onChange({ search })}
      />
      {owners.length > 1 ? (
        <SelectField
          label="Whose"
          value={filter.owner}
          options={[{ value: '', label: 'Everybody’s' }, ...owners.map(({ id, name }) => ({ value: id, label: name }))]}
          onChange={({ target }) => onChange({ owner: target.value })}
        />
      ) : null}
      <SelectField
        label="State"
        value={filter.state}
        options={[
          { value: '', label: 'All' },
          ...keyStates.map((value) => ({ value, label: keyStateLooks[value].word })),
        ]}
        onChange={({ target }) => onChange({ state: target.value })}
      />
    </div>
  );
}
