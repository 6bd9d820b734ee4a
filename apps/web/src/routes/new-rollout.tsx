import type { AccountView, BlueprintSummaryView } from '@groundwork/shared/views';
import { getRouteApi, Link } from '@tanstack/react-router';
import { Blocks, Building2 } from 'lucide-react';
import { buttonClass } from '../components/ui/button.tsx';
import { Card } from '../components/ui/card.tsx';
import { EmptyState } from '../components/ui/empty-state.tsx';
import { FailureAlert } from '../components/ui/failure-alert.tsx';
import { TextField } from '../components/ui/field.tsx';
import { PageHeader } from '../components/ui/page-header.tsx';
import { SkeletonRows } from '../components/ui/skeleton.tsx';
import { AccountChoice } from '../features/rollouts/account-choice.tsx';
import { BlueprintChoice } from '../features/rollouts/blueprint-choice.tsx';
import { CreateBar } from '../features/rollouts/create-bar.tsx';
import { FormSection } from '../features/rollouts/form-section.tsx';
import { draftKey, emptyDraft, choose, readSettings, targetsOf } from '../features/rollouts/rollout-draft.ts';
import { SettingsFields } from '../features/rollouts/settings-fields.tsx';
import { givenTo } from '../features/rollouts/shared-values.ts';
import { useCsvValues } from '../features/rollouts/use-csv-values.ts';
import { useSharedValues } from '../features/rollouts/use-shared-values.ts';
import { ValuesChoice } from '../features/rollouts/values-choice.tsx';
import { plural } from '../lib/format.ts';
import { useSessionState } from '../lib/session-state.ts';
import { trpc } from '../trpc.ts';

const route = getRouteApi('/shell/rollouts/new');

export function NewRolloutPage() {
  const accounts = trpc.accounts.list.useQuery();
  const blueprints = trpc.blueprints.list.useQuery();
  const error = accounts.error ?? blueprints.error;
  return (
    <>
      <PageHeader
        title="New rollout"
        above={
          <Link to="/rollouts" className="hover:underline">
            Rollouts
          </Link>
        }
      >
        Everything is planned first. Nothing is written before you approve.
      </PageHeader>
      {accounts.data && blueprints.data ? (
        <NewRollout accounts={accounts.data.accounts} blueprints={blueprints.data} />
      ) : error ? (
        <FailureAlert
          title="The accounts and blueprints could not be loaded"
          error={error}
          onRetry={() => void (accounts.error ? accounts.refetch() : blueprints.refetch())}
        />
      ) : (
        <Card>
          <SkeletonRows rows={8} />
        </Card>
      )}
    </>
  );
}

interface NewRolloutProps {
  accounts: readonly AccountView[];
  blueprints: readonly BlueprintSummaryView[];
}

/** What was chosen and typed stays in this tab: back, forward and reload lose nothing but secrets. */
function NewRollout({ accounts, blueprints }: NewRolloutProps) {
  const search = route.useSearch();
  const navigate = route.useNavigate();
  const [draft, setDraft] = useSessionState(draftKey, emptyDraft);
  const blueprint = blueprints.find(({ id }) => id === search.blueprint);
  const versions = trpc.blueprints.versions.useQuery({ blueprintId: blueprint?.id ?? '' }, { enabled: !!blueprint });
  const version = trpc.blueprints.get.useQuery(
    search.version ? { versionId: search.version } : { blueprintId: blueprint?.id ?? '' },
    { enabled: !!blueprint },
  );
  const values = useCsvValues(version.data?.variables ?? null);
  const shared = useSharedValues(version.data?.variables ?? null);
  const active = accounts.filter(({ state }) => state === 'active');
  const chosen = active.filter(({ id }) => draft.chosen.includes(id)).map(({ id }) => id);
  const first = draft.first.filter((id) => chosen.includes(id));
  const { settings, faults } = readSettings(draft, first);
  const given = givenTo(chosen, shared.values, values.given);

  if (blueprints.length === 0) return <NoBlueprints />;
  if (active.length === 0) return <NoAccounts />;
  return (
    <div className="space-y-7">
      <FormSection title="Blueprint">
        <BlueprintChoice
          blueprints={blueprints}
          blueprint={blueprint}
          versions={versions.data ?? []}
          versionId={search.version}
          onChoose={(next) => void navigate({ search: next, replace: true, resetScroll: false })}
        />
        {version.error ? (
          <FailureAlert
            title="The blueprint could not be loaded"
            error={version.error}
            onRetry={() => void version.refetch()}
          />
        ) : null}
      </FormSection>
      <FormSection
        title="Accounts"
        hint={
          <span role="status">
            {chosen.length} of {active.length} selected
            {active.length < accounts.length
              ? `; ${plural(accounts.length - active.length, 'account')} cannot be provisioned now`
              : ''}
          </span>
        }
      >
        <AccountChoice accounts={active} draft={{ ...draft, chosen, first }} onChange={setDraft} />
      </FormSection>
      <FormSection title="Values" hint="What differs from account to account">
        <ValuesChoice
          version={blueprint ? version.data : undefined}
          chosen={chosen}
          values={values}
          shared={shared}
          given={given}
          onChoose={(ids) => setDraft(choose(draft, ids, true))}
        />
      </FormSection>
      <FormSection title="How it goes" hint="It can be paused at any time">
        <SettingsFields
          form={draft.settings}
          faults={faults}
          first={first.length}
          onChange={(form) => setDraft({ ...draft, settings: form })}
        />
        <TextField
          label="Name"
          hint="To find it again. Left empty, it is named after its blueprint."
          className="max-w-sm"
          maxLength={200}
          value={draft.name}
          onChange={({ target }) => setDraft({ ...draft, name: target.value })}
        />
      </FormSection>
      <CreateBar
        draft={draft}
        version={blueprint ? version.data : undefined}
        targets={targetsOf(chosen, first, given)}
        settings={settings}
        obstacle={
          Object.keys({ ...faults, ...shared.faults }).length > 0
            ? 'Correct the numbers above first.'
            : values.isReading
              ? 'The CSV is being read.'
              : null
        }
      />
    </div>
  );
}

const NoBlueprints = () => (
  <Card>
    <EmptyState
      icon={<Blocks />}
      title="There is no blueprint to roll out yet"
      action={
        <Link to="/blueprints" className={buttonClass('solid')}>
          Choose or write one
        </Link>
      }
    >
      A blueprint says what every account must hold. Take one from the library or write your own, then come back.
    </EmptyState>
  </Card>
);

const NoAccounts = () => (
  <Card>
    <EmptyState
      icon={<Building2 />}
      title="No account can be provisioned now"
      action={
        <Link to="/accounts" className={buttonClass('solid')}>
          See the accounts
        </Link>
      }
    >
      Groundwork works on sub-accounts where the app is installed and which are not paused.
    </EmptyState>
  </Card>
);
