import type { AccountView } from '@groundwork/shared/views';
import { getRouteApi, Link } from '@tanstack/react-router';
import { Building2 } from 'lucide-react';
import { whyClosed } from '../components/domain/location-state.tsx';
import { ProvisionSteps } from '../components/domain/provision-steps.tsx';
import { Alert } from '../components/ui/alert.tsx';
import { buttonClass } from '../components/ui/button.tsx';
import { Card } from '../components/ui/card.tsx';
import { EmptyState } from '../components/ui/empty-state.tsx';
import { FailureAlert } from '../components/ui/failure-alert.tsx';
import { PageHeader } from '../components/ui/page-header.tsx';
import { SkeletonRows } from '../components/ui/skeleton.tsx';
import { AccountPicker } from '../features/accounts/account-picker.tsx';
import { ConnectionBanner } from '../features/accounts/connection-banner.tsx';
import { trpc } from '../trpc.ts';
import { ChooseBlueprint } from './choose-blueprint.tsx';
import { FillVariables } from './fill-variables.tsx';
import { stepsOf } from './steps-of.ts';

const route = getRouteApi('/shell/provision');
type Step = 'account' | 'blueprint' | 'variables';

const headings: Record<Step, string> = {
  account: 'Choose an account',
  blueprint: 'Choose a blueprint',
  variables: 'Fill in the variables',
};

/** Account → blueprint → variables; the plan has a page of its own. Where one is stands in the address. */
export function ProvisionPage() {
  const search = route.useSearch();
  const { data, error, refetch } = trpc.accounts.list.useQuery();
  const blueprints = trpc.blueprints.list.useQuery();
  const blueprint = blueprints.data?.find(({ id }) => id === search.blueprint);
  const named = data?.accounts.find(({ id }) => id === search.account);
  const account = named?.state === 'active' ? named : undefined;
  const step = stepOf(search, data ? account !== undefined : search.account !== undefined);
  return (
    <>
      <ProvisionSteps
        steps={stepsOf({
          at: step,
          account: account ? { id: account.id, name: account.name } : null,
          blueprint: search.blueprint
            ? { id: search.blueprint, name: blueprint?.name ?? '', versionId: search.version }
            : null,
        })}
      />
      <PageHeader title={headings[step]} documentTitle={`Provision: ${headings[step].toLowerCase()}`}>
        {account && step !== 'account' ? (
          <>
            for <b className="font-medium text-text">{account.name}</b>
          </>
        ) : (
          'One sub-account at a time. Nothing changes in it before you have seen the plan.'
        )}
      </PageHeader>
      {data ? <ConnectionBanner connection={data.connection} next="/provision" /> : null}
      {error && !data ? (
        <FailureAlert title="The accounts could not be loaded" error={error} onRetry={() => void refetch()} />
      ) : null}
      {!data && !error ? (
        <Card>
          <SkeletonRows rows={6} className="h-13" />
        </Card>
      ) : null}
      {named && named.state !== 'active' ? (
        <div className="mb-4">
          <Alert tone="warn" title={`${named.name} cannot be provisioned now`}>
            {whyClosed[named.state]}
          </Alert>
        </div>
      ) : null}
      {data && step === 'account' ? (
        <ChooseAccount
          accounts={data.accounts}
          blueprint={search.blueprint}
          version={search.version}
          chosen={search.account ?? null}
        />
      ) : null}
      {account && step === 'blueprint' ? <ChooseBlueprint account={account} chosen={search.blueprint ?? null} /> : null}
      {account && step === 'variables' && search.blueprint ? (
        <FillVariables
          key={`${account.id}:${search.blueprint}:${search.version}`}
          account={account}
          blueprintId={search.blueprint}
          versionId={search.version}
        />
      ) : null}
    </>
  );
}

/** The step in the address, unless what it needs is not chosen yet. */
function stepOf(search: { blueprint?: string; step?: Step }, hasAccount: boolean): Step {
  if (!hasAccount) return 'account';
  if (!search.blueprint && search.step !== 'account') return 'blueprint';
  return search.step ?? (search.blueprint ? 'variables' : 'blueprint');
}

interface ChooseAccountProps {
  accounts: readonly AccountView[];
  chosen: string | null;
  blueprint: string | undefined;
  version: string | undefined;
}

function ChooseAccount({ accounts, chosen, blueprint, version }: ChooseAccountProps) {
  if (accounts.length > 0)
    return <AccountPicker accounts={accounts} chosen={chosen} blueprint={blueprint} version={version} />;
  return (
    <Card>
      <EmptyState
        icon={<Building2 />}
        title="No sub-accounts yet"
        action={
          <Link to="/accounts" className={buttonClass('solid')}>
            Go to accounts
          </Link>
        }
      >
        Groundwork works on the sub-accounts where the app is installed. Read the list from GoHighLevel first.
      </EmptyState>
    </Card>
  );
}
