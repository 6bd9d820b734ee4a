import { getRouteApi, Link } from '@tanstack/react-router';
import { PageHeader } from '../components/ui/page-header.tsx';
import { TabList } from '../components/ui/tab-list.tsx';
import { CsvTab } from '../features/variables/csv-tab.tsx';
import { GroupsTab } from '../features/variables/groups-tab.tsx';
import { ValuesEditor } from '../features/variables/values-editor.tsx';

const route = getRouteApi('/shell/variables');

/** What blueprints ask for, said once for all accounts, for groups of them, or for each by a CSV. */
export function VariablesPage() {
  const { show = 'agency', group } = route.useSearch();
  const navigate = route.useNavigate();
  return (
    <>
      <PageHeader title="Variables">
        <p className="max-w-2xl">
          What blueprints ask for, given once. The narrower place wins: the blueprint’s default, then the agency, the
          blueprint, the group, the account, and last what is given for one plan.
        </p>
      </PageHeader>
      <TabList
        label="Where values are kept"
        tabs={[
          { value: 'agency', label: 'Agency' },
          { value: 'groups', label: 'Groups' },
          { value: 'accounts', label: 'Accounts by CSV' },
        ]}
        value={show}
        onChange={(next) => void navigate({ search: next === 'agency' ? {} : { show: next }, replace: true })}
      >
        {show === 'agency' ? (
          <ValuesEditor level="agency" ownerId={null}>
            What is the same in all accounts: your own support address, a booking page, a time zone.
          </ValuesEditor>
        ) : null}
        {show === 'groups' ? (
          <GroupsTab
            chosenId={group}
            onChoose={(id) =>
              void navigate({ search: { show: 'groups', ...(id === undefined ? {} : { group: id }) }, replace: true })
            }
            groupLink={({ id }, content, className) => (
              <Link to="/variables" search={{ show: 'groups', group: id }} className={className}>
                {content}
              </Link>
            )}
            accountLink={({ id, name }) => (
              <Link to="/accounts/$locationId" params={{ locationId: id }} dir="auto" className="underline">
                {name}
              </Link>
            )}
          />
        ) : null}
        {show === 'accounts' ? <CsvTab /> : null}
      </TabList>
    </>
  );
}
