import type { ConnectedLocationView } from '@groundwork/shared/views';
import { Building2, SearchX } from 'lucide-react';
import { type ReactNode, useDeferredValue, useMemo } from 'react';
import { Button } from '../../components/ui/button.tsx';
import { Card, CardTitle } from '../../components/ui/card.tsx';
import { EmptyState } from '../../components/ui/empty-state.tsx';
import { SelectField } from '../../components/ui/field.tsx';
import { SearchField } from '../../components/ui/search-field.tsx';
import { plural } from '../../lib/format.ts';
import { useSearchTexts } from '../../lib/use-search-texts.ts';
import { filterLocations } from './filter-locations.ts';
import { healthLooks, healthOrder } from './health-badge.tsx';
import { LocationList } from './location-list.tsx';

interface ConnectedLocationsProps {
  locations: readonly ConnectedLocationView[];
  mayTest: boolean;
  /** What reads them from GoHighLevel, for when there are none. */
  readAgain: ReactNode;
}

/** Searched and filtered in the address, so that a view can be sent on. */
export function ConnectedLocations({ locations, mayTest, readAgain }: ConnectedLocationsProps) {
  const [{ q, health }, setSearch] = useSearchTexts('q', 'health');
  const wanted = healthOrder.find((known) => known === health) ?? null;
  const text = useDeferredValue(q);
  const found = useMemo(() => filterLocations(locations, { text, health: wanted }), [locations, text, wanted]);
  const count = (of: string) => locations.filter((location) => location.health === of).length;
  if (locations.length === 0)
    return (
      <Section title="Sub-accounts">
        <Card>
          <EmptyState icon={<Building2 />} title="No sub-account yet" action={readAgain}>
            The app is installed for the agency, and on none of its sub-accounts that Groundwork knows of. Choose them
            in GoHighLevel, then read the list again.
          </EmptyState>
        </Card>
      </Section>
    );
  return (
    <Section title="Sub-accounts">
      <div className="flex flex-wrap items-center gap-3">
        <SearchField label="Search sub-accounts" value={q} onChange={(value) => setSearch({ q: value })} />
        <SelectField
          label="Health"
          value={wanted ?? ''}
          options={[
            { value: '', label: `All (${locations.length})` },
            ...healthOrder.map((value) => ({ value, label: `${healthLooks[value].word} (${count(value)})` })),
          ]}
          onChange={({ target }) => setSearch({ health: target.value })}
        />
        <p role="status" className="text-xs text-muted tabular-nums">
          {found.length === locations.length
            ? plural(locations.length, 'sub-account')
            : `${found.length} of ${plural(locations.length, 'sub-account')}`}
        </p>
      </div>
      {found.length > 0 ? (
        <LocationList locations={found} mayTest={mayTest} />
      ) : (
        <Card>
          <EmptyState
            icon={<SearchX />}
            title="No sub-account matches"
            action={<Button onClick={() => setSearch({ q: '', health: '' })}>Clear the filters</Button>}
          >
            Every word has to occur in the name, the address or the id, and the health has to be the chosen one.
          </EmptyState>
        </Card>
      )}
    </Section>
  );
}

const Section = ({ title, children }: { title: string; children: ReactNode }) => (
  <section className="space-y-3">
    <CardTitle>{title}</CardTitle>
    {children}
  </section>
);
